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
    long begun = System.nanoTime();
    String body = client.get("/verify");
    double seconds = (System.nanoTime() - begun) / 1e9;
    JsonNode report = client.parse(body);
    JsonNode violations = report.path("violations");
    if (!violations.isArray()) {
      throw new CommandFailed("the server's report cannot be read: is it of another version?");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(body.strip());
    } else {
      print(report, seconds, out);
    }
    boolean ok = violations.isEmpty() && report.path("ok").asBoolean(true);
    return ok ? ExitCode.OK : ExitCode.FAILURE;
  }

  private static void print(JsonNode report, double seconds, PrintWriter out) {
    report.properties().stream()
        .filter(field -> field.getValue().isNumber())
        .forEach(field ->
            out.printf(
                Locale.ROOT, "%-32s %8d%n", words(field.getKey()), field.getValue().asLong()));
    JsonNode violations = report.path("violations");
    long events = report.path("events").asLong();
    out.printf(Locale.ROOT, "%nread in %.1f s, %,.0f events a second%n", seconds, events / seconds);
    if (violations.isEmpty()) {
      out.println(report.path("ok").asBoolean(true) ? "ok" : "not ok");
      return;
    }
    out.println("not ok, a rule is broken:");
    String conversation = "";
    for (JsonNode violation : violations) {
      if (!violation.path("conversation").asText("?").equals(conversation)) {
        conversation = violation.path("conversation").asText("?");
        out.println(Plain.line(conversation));
      }
      violation.path("trail").forEach(record -> out.println("    " + Plain.line(record.asText())));
      out.println(
          "  > "
              + Plain.line(
                  violation.path("sequenceNumber").asText("?")
                      + ": "
                      + violation.path("sentence").asText("?")
                      + " ["
                      + violation.path("rule").asText("?")
                      + "]"));
    }
  }

  /** A field's name as people would say it: {@code seqGaps} is "seq gaps". */
  private static String words(String field) {
    return field.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }
}
