package dev.baton.load.scenario;

import dev.baton.load.record.Latency;
import dev.baton.load.record.Talk;

/**
 * Delivery to those who always read, before and while others do not: a message belongs to the phase
 * in which it was due. For many threads.
 */
final class Phases {
  private static final long NOT_YET = Long.MAX_VALUE;

  private final int readers;
  private final long offset = System.nanoTime();
  private final Latency before = new Latency();
  private final Latency during = new Latency();
  private volatile long begin = NOT_YET;
  private volatile long split = NOT_YET;
  private volatile long end = NOT_YET;

  /**
   * Nothing has begun.
   *
   * @param readers the first so many conversations are those whose customers always read
   */
  Phases(int readers) {
    this.readers = readers;
  }

  void begin() {
    begin = sinceOffset(System.nanoTime());
  }

  /** From now on some do not read. */
  void split() {
    split = sinceOffset(System.nanoTime());
  }

  void end() {
    end = sinceOffset(System.nanoTime());
  }

  private long sinceOffset(long nanos) {
    return nanos - offset;
  }

  void delivered(Talk talk, long dueNanos, long nowNanos) {
    long due = sinceOffset(dueNanos);
    if (talk.index() >= readers || due < begin || due >= end) {
      return;
    }
    (due < split ? before : during).record(nowNanos - dueNanos);
  }

  Latency before() {
    return before;
  }

  Latency during() {
    return during;
  }
}
