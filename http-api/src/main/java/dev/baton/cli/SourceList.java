package dev.baton.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists what the agent answers from. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List the sources and their states.")
final class SourceList implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ServerOptions server = new ServerOptions();

  @Option(names = "--json", description = "Print the list as the server gives it.")
  private boolean json;

  @Override
  public Integer call() {
    ServerClient client = server.connect();
    String body = client.get("/sources");
    JsonNode sources = client.parse(body).path("sources");
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(body.strip());
    } else if (sources.isEmpty()) {
      out.println("no sources yet: add one with ./baton source add FILE");
    } else {
      sources.forEach(source -> out.println(SourceLine.of(source)));
    }
    return ExitCode.OK;
  }
}
