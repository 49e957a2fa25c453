package dev.baton.chaos;

import dev.baton.chaos.compare.Comparison;
import dev.baton.chaos.compare.Quiet;
import dev.baton.chaos.world.Api;
import dev.baton.chaos.world.Ledger;
import dev.baton.database.Database;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** What a run sets up: servers, their database, and a workplace at them. */
interface Site extends AutoCloseable {
  Duration QUIET_PATIENCE = Duration.ofMinutes(1);

  RunFolder folder();

  Workplace workplace();

  /** Stops the servers in order. */
  void stop() throws IOException;

  /** Opens the database when the servers have stopped. */
  void read(Consumer<Database> reader);

  @Override
  void close() throws IOException;

  /** What is done at a site. */
  interface Work {
    Report done() throws IOException, InterruptedException;
  }

  /** Does it all, and leaves nothing behind but, where something is wrong, the folder. */
  default Report run(Options options, Consumer<String> progress, Work work)
      throws IOException, InterruptedException {
    Thread stop = new Thread(() -> quietly(options), "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    Report report;
    try {
      report = work.done();
    } finally {
      close();
      Runtime.getRuntime().removeShutdownHook(stop);
    }
    if (options.keep() || !report.ok()) {
      progress.accept("kept: " + folder().path());
    } else {
      folder().remove();
    }
    return report;
  }

  private void quietly(Options options) {
    try {
      close();
      if (!options.keep()) {
        folder().remove();
      }
    } catch (IOException | RuntimeException e) {
      System.err.println("chaos: stopping: " + e.getMessage());
    }
  }

  /** Waits for quiet, stops the servers, and compares what was acknowledged with what is there. */
  default void compare(Api api, Ledger ledger, Report report, Consumer<String> progress)
      throws IOException, InterruptedException {
    progress.accept("the faults have stopped; waiting for quiet");
    String operator = workplace().operators().getFirst();
    long began = System.nanoTime();
    int open = new Quiet(api, operator).await(QUIET_PATIENCE);
    report.quietAfter(System.nanoTime() - began, open);
    progress.accept("reading " + ledger.talks().size() + " conversations");
    Comparison comparison = new Comparison(ledger);
    comparison.byApi(api, operator);
    stop();
    read(database -> report.checked(comparison.bySql(database.journal())));
    report.compared(comparison);
  }
}
