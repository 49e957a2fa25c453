package dev.baton.sources;

import java.util.LinkedHashSet;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Work that waits for its turn, one piece at a time, each at most once in the queue, and no more of
 * it than the bound. Borrows a thread only while there is work.
 */
final class ReadingQueue<T> {
  private final LinkedHashSet<T> waiting = new LinkedHashSet<>();
  private final int most;
  private final Executor executor;
  private final Consumer<T> work;
  private boolean running;
  private boolean closed;

  ReadingQueue(int most, Executor executor, Consumer<T> work) {
    this.most = most;
    this.executor = executor;
    this.work = work;
  }

  synchronized boolean isFull() {
    return waiting.size() >= most;
  }

  /** Ends after the piece that is being worked on; the rest is left for the next start. */
  synchronized void close() {
    closed = true;
    waiting.clear();
  }

  /** False when the queue is full. */
  boolean add(T piece) {
    synchronized (this) {
      if (!waiting.contains(piece) && waiting.size() >= most) {
        return false;
      }
      if (closed) {
        return true;
      }
      waiting.add(piece);
      if (running) {
        return true;
      }
      running = true;
    }
    try {
      executor.execute(this::drain);
    } catch (RejectedExecutionException e) {
      // Shutting down: what is unfinished is taken up at the next start.
      synchronized (this) {
        running = false;
      }
    }
    return true;
  }

  private void drain() {
    boolean finished = false;
    try {
      while (!finished) {
        T next;
        synchronized (this) {
          if (waiting.isEmpty()) {
            running = false;
            finished = true;
            continue;
          }
          next = waiting.removeFirst();
        }
        work.accept(next);
      }
    } finally {
      if (!finished) {
        synchronized (this) {
          running = false;
        }
      }
    }
  }
}
