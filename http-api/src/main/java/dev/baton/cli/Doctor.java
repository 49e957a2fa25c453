package dev.baton.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.Config;
import dev.baton.database.DatabaseProblem;
import dev.baton.database.embedded.EmbeddedPostgres;
import dev.baton.database.upkeep.DatabaseReport;
import dev.baton.database.upkeep.Finding;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks at the machine, the database and the port, and says what to do about what is not well. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Look at the machine, the database and the port; one line for each thing, and what to do.",
      "It changes nothing, and may run beside the server. Exit code 1 when something is bad."
    })
final class Doctor implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @Mixin private ListenOptions listen = new ListenOptions();

  @Option(names = "--json", description = "Print what was found as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Map<String, Object> options = listen.settings();
    options.putAll(database.settings());
    Config config = Configuration.load(options);
    List<Finding> findings = new ArrayList<>(new Machine(config, database.data()).look());
    findings.addAll(ofDatabase(config));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(asJson(findings));
    } else {
      findings.forEach(finding -> out.println(line(finding)));
    }
    boolean bad = findings.stream().anyMatch(finding -> finding.state() == Finding.State.BAD);
    return bad ? ExitCode.FAILURE : ExitCode.OK;
  }

  private List<Finding> ofDatabase(Config config) {
    try {
      if (database.external(config).isEmpty() && !EmbeddedPostgres.isIn(database.data())) {
        return List.of(
            Finding.ok("database", "none in " + database.data() + " yet: ./baton up makes it"));
      }
      try (DatabaseOptions.Opened opened = database.reach(config)) {
        return DatabaseReport.of(opened.settings());
      }
    } catch (DatabaseProblem e) {
      return List.of(Finding.bad("database", e.getMessage()));
    } catch (Misconfigured e) {
      return List.of(Finding.bad("database", String.valueOf(e.getMessage())));
    }
  }

  private static String line(Finding finding) {
    return Plain.line(
        String.format(
            Locale.ROOT, "%-4s  %-14s %s", word(finding), finding.what(), finding.says()));
  }

  private static String word(Finding finding) {
    return finding.state().name().toLowerCase(Locale.ROOT);
  }

  private static ArrayNode asJson(List<Finding> findings) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Finding finding : findings) {
      ObjectNode one = all.addObject();
      one.put("check", finding.what()).put("state", word(finding)).put("says", finding.says());
    }
    return all;
  }
}
