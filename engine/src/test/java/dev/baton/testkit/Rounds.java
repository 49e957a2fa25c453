package dev.baton.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * How often a promise is put to the test, from which seed, and the one line that says what came of
 * it. The suite runs few rounds and a long run many of the same: {@code
 * -Dbaton.rounds.claims=10000}.
 *
 * @param name of the key under {@code baton.rounds}
 */
public record Rounds(String name, int count, long seed) {
  private static final int AT_ONCE_MAX = 64;

  /** As many as the suite runs, where the command line does not say more. */
  public static Rounds of(String name, int standard) {
    return new Rounds(
        name,
        Integer.getInteger("baton.rounds." + name, standard),
        Long.getLong("baton.seed", 20261122L));
  }

  /** The chances of one round: the same for the same seed, whatever runs beside it. */
  public Random chances(int round) {
    return new Random(seed * 1_000_003 + round);
  }

  /** Runs parts 0 to {@code parts} - 1, some at a time; the first that fails names its seed. */
  public void atOnce(int parts, IntConsumer part) {
    try (ExecutorService threads =
        Executors.newFixedThreadPool(Math.min(parts, AT_ONCE_MAX), Thread.ofVirtual().factory())) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < parts; i++) {
        int number = i;
        running.add(threads.submit(() -> part.accept(number)));
      }
      for (int i = 0; i < parts; i++) {
        ended(running.get(i), i);
      }
    }
  }

  /** Prints the line that docs/reliability.md quotes. */
  public void report(String promise, long tried, long violations, String more) {
    System.out.printf(
        Locale.ROOT,
        "%s: %,d tried (%s=%d, seed %d), %d violations%s; %s%n",
        promise,
        tried,
        name,
        count,
        seed,
        violations,
        violations == 0 ? String.format(Locale.ROOT, " (below %.2g at 95 %%)", 3.0 / tried) : "",
        more);
  }

  private void ended(Future<?> part, int number) {
    try {
      part.get();
    } catch (ExecutionException e) {
      throw new AssertionError(
          "-Dbaton.rounds."
              + name
              + "="
              + count
              + " -Dbaton.seed="
              + seed
              + ", part "
              + number
              + ": "
              + e.getCause(),
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
