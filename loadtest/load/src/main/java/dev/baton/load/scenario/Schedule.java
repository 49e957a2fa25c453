package dev.baton.load.scenario;

import java.util.SplittableRandom;

/** When messages are due, in nanoseconds after the begin: at equal distances, or at random ones. */
final class Schedule {
  private static final double NANOS = 1e9;

  private final double distanceNanos;
  private final boolean even;
  private final SplittableRandom random;
  private double next;

  /**
   * A schedule that is the same for the same seed.
   *
   * @param rate messages a second
   * @param even whether distances are equal; else they are as of customers who know nothing of each
   *     other (a Poisson process)
   */
  Schedule(double rate, boolean even, SplittableRandom random) {
    this.distanceNanos = NANOS / rate;
    this.even = even;
    this.random = random;
  }

  /** When the next message is due. */
  long next() {
    next += even ? distanceNanos : -Math.log(1 - random.nextDouble()) * distanceNanos;
    return (long) next;
  }
}
