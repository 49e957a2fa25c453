package dev.baton.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Virtual threads that do the same again and again until they are told to stop. */
final class Crowd {
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  /** One thing that one of them does. */
  @FunctionalInterface
  interface Act {
    void run(SplittableRandom random) throws InterruptedException;
  }

  void add(int many, long seed, Act act) {
    SplittableRandom seeds = new SplittableRandom(seed);
    for (int i = 0; i < many; i++) {
      SplittableRandom random = seeds.split();
      threads.add(Thread.ofVirtual().start(() -> repeat(act, random)));
    }
  }

  private void repeat(Act act, SplittableRandom random) {
    try {
      while (!stopping) {
        act.run(random);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets everybody end what he is doing, until all of it is definite; false when some cannot. */
  boolean stop(int seconds) throws InterruptedException {
    stopping = true;
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    boolean all = true;
    for (Thread thread : threads) {
      long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      thread.join(Math.max(1, millis));
      all &= !thread.isAlive();
    }
    threads.forEach(Thread::interrupt);
    return all;
  }
}
