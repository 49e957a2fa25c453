package dev.baton.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.database.Database;
import dev.baton.database.embedded.EmbeddedPostgres;
import dev.baton.database.upkeep.DatabaseSize;
import dev.baton.http.frames.Json;
import dev.baton.workspace.Workspace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how long a server takes from its process's start until it is ready. */
@Command(
    name = "startup",
    mixinStandardHelpOptions = true,
    description = {
      "Measure how long a server takes from its process's start until it is ready, on an empty",
      "database and on one with stored conversations, in alternating rounds. Really starts it."
    })
final class BenchStartup implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--conversations",
      paramLabel = "N",
      description = "Stored in the second database (default: 100000).")
  private long conversations = 100_000;

  @Option(names = "--rounds", paramLabel = "N", description = "Alternating rounds (default: 5).")
  private int rounds = 5;

  @Option(names = "--no-models", description = "Without the models that find passages by meaning.")
  private boolean noModels;

  @Option(names = "--json", description = "One line of JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if (conversations < 1
        || conversations > GeneratedConversations.CONVERSATIONS_MAX
        || rounds < 1) {
      throw new CommandFailed("--conversations is 1 to 2000000, --rounds at least 1.");
    }
    Path folder = Eval.temporary();
    try {
      MeasuredOn machine = new MeasuredOn();
      Path empty = created(folder.resolve("empty"));
      Path full = created(folder.resolve("full"));
      // Makes the databases, and what later starts load faster.
      double first = start(empty);
      start(full);
      fill(full);
      double afterFilling = start(full);
      List<Double> empties = new ArrayList<>();
      List<Double> fulls = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        empties.add(start(empty));
        fulls.add(start(full));
      }
      report(new Figures(first, afterFilling, empties, fulls), machine);
    } finally {
      Eval.remove(folder);
    }
    return ExitCode.OK;
  }

  /**
   * Milliseconds.
   *
   * @param first the first start of all, which makes the database
   * @param afterFilling the first that saw the stored conversations
   */
  private record Figures(
      double first, double afterFilling, List<Double> empty, List<Double> stored) {}

  private static Path created(Path folder) {
    try {
      return Files.createDirectory(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private double start(Path data) {
    Map<String, String> environment = noModels ? Map.of("BATON_MODELS", "off") : Map.of();
    try (ServerProcess server = ServerProcess.start(data, environment)) {
      return server.ready();
    }
  }

  /** Into the workspace that the server has made, and as compared as after a minute of running. */
  private void fill(Path data) {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data, null)) {
      try (Database database = Database.open(postgres.settings())) {
        Workspace workspace = database.workspaces().all().getFirst();
        try (GeneratedConversations generated = new GeneratedConversations(workspace.id(), 1)) {
          generated.mixed(database, 0, conversations);
        }
        database.inbox().keepComparedUpTo(database.journal().heads(0).highest());
      }
      new DatabaseSize(postgres.settings()).settle();
    }
  }

  private void report(Figures figures, MeasuredOn machine) {
    double empty = Timings.median(figures.empty());
    double stored = Timings.median(figures.stored());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode line = Json.object();
      line.put("empty_ms", Math.round(empty))
          .put("stored_ms", Math.round(stored))
          .put("conversations", conversations)
          .put("first_ms", Math.round(figures.first()))
          .put("after_filling_ms", Math.round(figures.afterFilling()))
          .put("models", !noModels)
          .put("rounds", rounds)
          .put("as_launched", ServerProcess.asLaunched());
      ArrayNode all = line.putArray("empty_all_ms");
      figures.empty().forEach(one -> all.add(Math.round(one)));
      ArrayNode allStored = line.putArray("stored_all_ms");
      figures.stored().forEach(one -> allStored.add(Math.round(one)));
      machine.put(line);
      out.println(line);
      return;
    }
    out.printf(
        Locale.ROOT,
        "%s; medians of %d alternating rounds%n"
            + "%6.0f ms from the process's start until ready, database empty (%.0f to %.0f)%n"
            + "%6.0f ms with %d conversations stored (%.0f to %.0f)%n"
            + "%6.0f ms the first start of all, which makes the database%n",
        machine.line(),
        rounds,
        empty,
        least(figures.empty()),
        most(figures.empty()),
        stored,
        conversations,
        least(figures.stored()),
        most(figures.stored()),
        figures.first());
  }

  private static double least(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
  }

  private static double most(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }
}
