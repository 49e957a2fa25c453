package dev.baton.load.record;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/** How long something took, second by second and in all, in microseconds. For many threads. */
public final class Latency {
  private static final int DIGITS = 3;
  private static final long NANOS_IN_MICRO = 1_000;

  private final Recorder recorder = new Recorder(DIGITS);
  private final Histogram total = new Histogram(DIGITS);
  private @Nullable Histogram second;

  /** Earlier than its cause is as good as at once: two clocks' reads may cross. */
  public void record(long nanos) {
    recorder.recordValue(Math.max(0, nanos / NANOS_IN_MICRO));
  }

  /** What was recorded since the last call. */
  public synchronized Histogram second() {
    Histogram now = recorder.getIntervalHistogram(second);
    second = now;
    total.add(now);
    return now;
  }

  /** Everything. */
  public synchronized Histogram total() {
    second();
    return total.copy();
  }
}
