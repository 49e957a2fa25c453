package dev.baton.chaos;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How long things took, in milliseconds. For many threads. */
final class Times {
  private final Queue<Double> all = new ConcurrentLinkedQueue<>();

  void add(long nanos) {
    all.add(nanos / 1e6);
  }

  int size() {
    return all.size();
  }

  /** The value that the share of all does not exceed; 0 of nothing. */
  double quantile(double share) {
    double[] sorted = all.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    if (sorted.length == 0) {
      return 0;
    }
    int place = (int) Math.ceil(share * sorted.length) - 1;
    return Math.round(sorted[Math.max(0, place)] * 10) / 10.0;
  }
}
