package dev.baton.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Many histories, each from its own seed; what comes out does not depend on the threads. */
final class Campaign {
  /** Histories that a thread takes at once. */
  private static final int BATCH = 500;

  private Campaign() {}

  /** Lives {@code histories} seeds from {@code seed} on; {@code done} counts along. */
  static Tally run(long seed, long histories, int threads, Parts parts, AtomicLong done) {
    AtomicLong next = new AtomicLong();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<Tally>> shares = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        shares.add(pool.submit(() -> work(seed, histories, parts, next, done)));
      }
      Tally sum = new Tally();
      for (Future<Tally> share : shares) {
        sum.add(share.get());
      }
      return sum;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a thread of the simulator ended", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static Tally work(
      long seed, long histories, Parts parts, AtomicLong next, AtomicLong done) {
    Tally tally = new Tally();
    for (long from = next.getAndAdd(BATCH); from < histories; from = next.getAndAdd(BATCH)) {
      long to = Math.min(from + BATCH, histories);
      for (long i = from; i < to; i++) {
        History.judge(seed + i, parts, tally, null);
      }
      done.addAndGet(to - from);
    }
    return tally;
  }
}
