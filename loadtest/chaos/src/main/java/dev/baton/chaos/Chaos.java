package dev.baton.chaos;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command: {@code ./baton chaos}. */
@Command(
    name = "./baton chaos",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Kill the server and its database while customers and operators talk to it, and compare what"
          + " stands with what was acknowledged.",
      "Exit code 1 when a promise was broken; what is needed to look at it is printed and kept."
    })
public final class Chaos implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--kills", defaultValue = "30", description = "Default: ${DEFAULT-VALUE}.")
  private int kills;

  @Option(
      names = "--acks",
      defaultValue = "20000",
      description = "Messages to be acknowledged (default: ${DEFAULT-VALUE}).")
  private long acks;

  @Option(
      names = "--conversations",
      defaultValue = "500",
      description = "Default: ${DEFAULT-VALUE}.")
  private int conversations;

  @Option(names = "--seed", description = "Default: another one each time.")
  private @Nullable Long seed;

  @Option(
      names = "--victims",
      defaultValue = "mix",
      description = "server, database, both or mix (default: ${DEFAULT-VALUE}).")
  private String victims = "mix";

  @Option(
      names = "--database",
      defaultValue = "embedded",
      description = "embedded or external (default: ${DEFAULT-VALUE}).")
  private String database = "embedded";

  @Option(
      names = "--outage",
      split = ",",
      description =
          "After the kills, stall the database that long, as 5s,60s; an external one is"
              + " killed and kept away as well.")
  private List<String> outages = List.of();

  @Option(
      names = "--agent",
      defaultValue = "live",
      description =
          "live, or dead: after the kills, it dies and lives in turns and the"
              + " acknowledgements are timed (default: ${DEFAULT-VALUE}).")
  private String agent = "live";

  @Option(
      names = "--nodes",
      defaultValue = "1",
      description =
          "More than one: so many servers in network namespaces share a database, and --kills"
              + " counts their faults: killed, stopped, cut off, paused (default: ${DEFAULT-VALUE}).")
  private int nodes;

  @Option(names = "--json", description = "Print the report as one line of JSON.")
  private boolean json;

  @Option(names = "--keep", description = "Leave the data folder and the log.")
  private boolean keep;

  public static void main(String[] args) {
    CommandLine line = new CommandLine(new Chaos()).setCaseInsensitiveEnumValuesAllowed(true);
    System.exit(line.execute(args));
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Consumer<String> progress =
        line -> {
          err.println(line);
          err.flush();
        };
    Options options = options();
    Report report =
        options.nodes() > 1 ? ClusterRun.run(options, progress) : ChaosRun.run(options, progress);
    if (json) {
      out.println(report.json());
    } else {
      report.text().forEach(out::println);
    }
    out.flush();
    return report.ok() ? 0 : 1;
  }

  private Options options() {
    return new Options(
        kills,
        acks,
        conversations,
        seed == null ? System.nanoTime() & 0xffff_ffffL : seed,
        Options.Victims.valueOf(
            oneOf("--victims", victims, "server", "database", "both", "mix")
                .toUpperCase(Locale.ROOT)),
        oneOf("--database", database, "embedded", "external").equals("external"),
        outages.stream().map(Chaos::seconds).toList(),
        oneOf("--agent", agent, "live", "dead").equals("dead"),
        keep,
        nodes);
  }

  private String oneOf(String option, String value, String... allowed) {
    if (!List.of(allowed).contains(value)) {
      throw new ParameterException(
          spec.commandLine(), option + " is one of " + String.join(", ", allowed));
    }
    return value;
  }

  private static Duration seconds(String text) {
    return Duration.ofSeconds(Long.parseLong(text.replaceFirst("s$", "")));
  }
}
