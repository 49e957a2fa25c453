package dev.baton.live;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** Work that may block, given to threads that may. */
final class Offloaded {
  private Offloaded() {}

  /** A full queue is one more way to fail, not the end of whoever asks. */
  static <T> CompletableFuture<T> to(Executor threads, Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, threads);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
