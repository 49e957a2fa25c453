package dev.baton.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets the server check its stored conversations, and fails when a rule is broken. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Check the guarantee on the stored conversations: the agent never speaks while people own one,"
          + " nothing is missing, nothing is doubled.",
      "It only reads. Exit code 1 when a rule is broken."
    })
final class Verify implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ServerOptions server = new ServerOptions();

  @Option(names = "--json", description = "Print the report as the server gives it.")
  private boolean json;

  @Override
  public Integer call() {
    ServerClient client = server.connect();
    String body = client.get("/verify");
    JsonNode report = client.parse(body);
    JsonNode violations = report.path("violations");
    if (!violations.isArray()) {
      throw new CommandFailed("the server's report cannot be read: is it of another version?");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(body.strip());
    } else {
      print(report, out);
    }
    boolean ok = violations.isEmpty() && report.path("ok").asBoolean(true);
    return ok ? ExitCode.OK : ExitCode.FAILURE;
  }

  private static void print(JsonNode report, PrintWriter out) {
    report.properties().stream()
        .filter(field -> field.getValue().isNumber())
        .forEach(field ->
            out.printf(
                Locale.ROOT, "%-32s %8d%n", words(field.getKey()), field.getValue().asLong()));
    JsonNode violations = report.path("violations");
    out.println();
    if (violations.isEmpty()) {
      out.println(report.path("ok").asBoolean(true) ? "ok" : "not ok");
      return;
    }
    out.println("not ok, a rule is broken:");
    violations.forEach(violation ->
        out.println(
            "- "
                + Plain.line(
                    violation.path("conversation").asText("?")
                        + " at "
                        + violation.path("sequenceNumber").asText("?")
                        + ": "
                        + violation.path("sentence").asText("?"))));
  }

  /** A field's name as people would say it: {@code seqGaps} is "seq gaps". */
  private static String words(String field) {
    return field.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }
}
