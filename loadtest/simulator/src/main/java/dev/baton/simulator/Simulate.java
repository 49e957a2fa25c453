package dev.baton.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./baton simulate}: the guarantee, looked for where it could break. */
@Command(
    name = "./baton simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Live many conversations under faults, in virtual time, over the real rules, and judge each.",
      "Then take out one guard after the other and see that the judge finds it, and look through"
          + " every state of a small scope. Exit code 1 when anything is broken or not found."
    })
public final class Simulate implements Callable<Integer> {
  private static final Duration PROGRESS = Duration.ofSeconds(10);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--histories",
      description = "How many conversations to live. Default: ${DEFAULT-VALUE}.")
  private long histories = 100_000;

  @Option(
      names = "--seed",
      description = "The first one's seed; the others count on. Default: ${DEFAULT-VALUE}.")
  private long seed = 20_261_122;

  @Option(names = "--threads", description = "How many at once. Default: one for each processor.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--depth",
      description =
          "Longest journal of the search through every state; 0 leaves it out. Default:"
              + " ${DEFAULT-VALUE}.")
  private int depth = Search.DEPTH;

  @Option(names = "--trace", description = "Print one history step by step, and nothing else.")
  private boolean trace;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  /** Runs the command. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Simulate()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    if (histories < 1 || threads < 1 || depth < 0) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--histories and --threads are at least 1, --depth at least 0");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (trace) {
      Tally.@Nullable Violation violation =
          History.judge(seed, Parts.real(), new Tally(), out::println);
      out.println(violation == null ? "nothing is broken" : "broken: " + violation.what());
      out.flush();
      return violation == null ? 0 : 1;
    }
    Result result = run();
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(result.fields()));
    } else {
      new Report(out).print(result);
    }
    out.flush();
    return result.holds() ? 0 : 1;
  }

  private Result run() {
    PrintWriter err = spec.commandLine().getErr();
    AtomicLong done = new AtomicLong();
    long begun = System.nanoTime();
    Timer timer = new Timer("progress", true);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            err.printf(Locale.ROOT, "%,d of %,d histories%n", done.get(), histories);
            err.flush();
          }
        },
        PROGRESS.toMillis(),
        PROGRESS.toMillis());
    Tally tally = Campaign.run(seed, histories, threads, Parts.real(), done);
    double seconds = (System.nanoTime() - begun) / 1e9;
    timer.cancel();
    err.println("histories done; now with one guard missing, one after the other");
    err.flush();
    Map<String, Tally.@Nullable Violation> found = new LinkedHashMap<>();
    Mutants.all().forEach((name, mutant) -> found.put(name, Mutants.found(seed, mutant)));
    Search.Outcome search = null;
    if (depth > 0) {
      err.println("every state of a small scope, journals of up to " + depth + " events");
      err.flush();
      search = Search.run(Parts.real(), depth);
    }
    return new Result(seed, threads, seconds, tally, found, search);
  }
}
