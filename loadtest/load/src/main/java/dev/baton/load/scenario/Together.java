package dev.baton.load.scenario;

import dev.baton.load.failure.LoadFailed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Does the same for many things, some at a time. */
final class Together {
  /** Calls at the same time. */
  static final int WIDTH = 16;

  private Together() {}

  /** What is done for one. */
  @FunctionalInterface
  interface Task {
    void run(int index) throws InterruptedException;
  }

  /** Comes back when all is done; the first failure ends it. */
  static void each(int count, int width, Task task) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(width, Thread.ofVirtual().factory());
    try {
      ExecutorCompletionService<Boolean> done = new ExecutorCompletionService<>(threads);
      for (int i = 0; i < count; i++) {
        int index = i;
        var unused =
            done.submit(() -> {
              task.run(index);
              return true;
            });
      }
      for (int i = 0; i < count; i++) {
        var unused = done.take().get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof LoadFailed failed
          ? failed
          : new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
