package dev.baton.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks the agent one question, as the playground does: nobody in the inbox is disturbed. */
@Command(
    name = "ask",
    mixinStandardHelpOptions = true,
    description = "Ask the agent one question and see what it would say, and why.")
final class Ask implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(paramLabel = "QUESTION", description = "What a customer would write.")
  private String question = "";

  @Option(names = "--json", description = "Print the decision as the server gives it.")
  private boolean json;

  @Override
  public Integer call() {
    if (question.isBlank()) {
      throw new ParameterException(spec.commandLine(), "The question is empty.");
    }
    ServerClient client = server.connect();
    String body =
        client.post("/playground", JsonNodeFactory.instance.objectNode().put("question", question));
    JsonNode decision = client.parse(body);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(body.strip());
    } else {
      print(decision, out);
    }
    return ExitCode.OK;
  }

  private static void print(JsonNode decision, PrintWriter out) {
    String reason = decision.path("reason").asText("");
    out.println(
        Plain.line(
            String.format(
                Locale.ROOT,
                "%s%s (confidence %.2f, threshold %.2f)",
                decision.path("decision").asText("?"),
                decision.path("reason").isTextual() ? ": " + reason : "",
                decision.path("confidence").asDouble(),
                decision.path("threshold").asDouble())));
    out.println();
    out.println(Plain.text(decision.path("answer").asText("")));
    if (!decision.path("citations").isEmpty()) {
      out.println();
      decision.path("citations").forEach(citation -> out.println(line(citation)));
    }
  }

  private static String line(JsonNode citation) {
    StringBuilder line = new StringBuilder();
    line.append('[').append(citation.path("number").asText("?")).append("] ");
    line.append(citation.path("title").asText(""));
    if (citation.path("heading").isTextual()) {
      line.append(" › ").append(citation.path("heading").asText());
    }
    if (citation.path("page").isNumber()) {
      line.append(", page ").append(citation.path("page").asInt());
    }
    if (citation.path("url").isTextual()) {
      line.append("  ").append(citation.path("url").asText());
    }
    return Plain.line(line.toString());
  }
}
