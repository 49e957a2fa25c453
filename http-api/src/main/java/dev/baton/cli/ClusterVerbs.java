package dev.baton.cli;

import com.typesafe.config.Config;
import dev.baton.cluster.Node;
import dev.baton.cluster.NodeCertificates;
import dev.baton.database.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What concerns several nodes together. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    description = "Several nodes on one database: who is there, and how they know each other.",
    subcommands = {ClusterVerbs.Status.class, ClusterVerbs.Certificates.class})
final class ClusterVerbs implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }

  /** Lists the nodes as the database knows them; no node needs to answer. */
  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = {
        "List the nodes that serve the database: each with its state, the conversations",
        "awake on it and the nodes that it cannot reach. Ends with 1 if one is not up."
      })
  static final class Status implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--json", description = "Print the nodes as JSON.")
    private boolean json;

    @Override
    public Integer call() {
      Config config = Configuration.load(database.settings());
      List<Node> nodes;
      try (DatabaseOptions.Opened opened = database.reach(config)) {
        nodes = Database.nodesAt(opened.settings()).all();
      }
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(asJson(nodes));
      } else if (nodes.isEmpty()) {
        out.println("no node: a server that stands alone is none");
      } else {
        print(nodes, out);
      }
      return nodes.stream().allMatch(ClusterVerbs::isWell) ? ExitCode.OK : ExitCode.FAILURE;
    }

    private static void print(List<Node> nodes, PrintWriter out) {
      out.printf(
          "%-28s %-8s %-10s %9s %14s  %s%n",
          "node", "state", "version", "seen", "conversations", "cannot reach");
      for (Node node : nodes) {
        out.printf(
            Locale.ROOT,
            "%-28s %-8s %-10s %7d s %14d  %s%n",
            Plain.line(node.address()),
            state(node),
            Plain.line(node.version()),
            Duration.between(node.seenAt(), Instant.now()).toSeconds(),
            node.conversations(),
            node.unreachable().isEmpty() ? "-" : String.join(", ", node.unreachable()));
      }
    }

    private static String asJson(List<Node> nodes) {
      var all = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.arrayNode();
      for (Node node : nodes) {
        var one = all.addObject();
        one.put("address", node.address()).put("state", state(node));
        one.put("version", node.version()).put("conversations", node.conversations());
        one.put("startedAt", node.startedAt().toString()).put("seenAt", node.seenAt().toString());
        node.unreachable().forEach(one.putArray("unreachable")::add);
      }
      return all.toString();
    }
  }

  private static String state(Node node) {
    return node.living() ? node.state().name().toLowerCase(Locale.ROOT) : "gone";
  }

  private static boolean isWell(Node node) {
    return node.living() && node.state() == Node.State.UP && node.unreachable().isEmpty();
  }

  /** Makes what the nodes prove to each other that they belong together with. */
  @Command(
      name = "certificates",
      mixinStandardHelpOptions = true,
      description = {
        "Make the certificates by which the nodes know each other, valid for five years.",
        "Copy the folder to every node, and name it in BATON_CLUSTER_CERTIFICATES."
      })
  static final class Certificates implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "A new or empty folder.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws IOException, InterruptedException {
      NodeCertificates made = NodeCertificates.make(folder);
      PrintWriter out = spec.commandLine().getOut();
      out.println("made " + made.authority() + ", " + made.certificate() + " and " + made.key());
      out.println("keep node.key secret: who has it is taken for a node");
      return ExitCode.OK;
    }
  }
}
