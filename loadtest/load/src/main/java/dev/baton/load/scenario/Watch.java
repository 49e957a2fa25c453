package dev.baton.load.scenario;

import dev.baton.load.measure.Counters;
import dev.baton.load.record.Latency;
import java.util.concurrent.TimeUnit;

/** What the server holds during a part of a run, and when it lets go of sockets. */
final class Watch {
  private static final int LOOK_MILLIS = 250;
  private static final double MIB = 1024 * 1024;
  private static final double KIB_IN_MIB = 1024;
  private static final String OPEN = "baton_sockets_open";
  private static final String HEAP = "jvm_memory_used_bytes{area=\"heap\"";

  private final Stage stage;
  private final Latency letGo = new Latency();
  private double heapMib = Double.NaN;
  private double proportionalMib = Double.NaN;
  private double fewest = Double.NaN;

  private Watch(Stage stage) {
    this.stage = stage;
  }

  /** Looks again and again for so long. */
  static Watch during(Stage stage, int seconds) throws InterruptedException {
    Watch watch = new Watch(stage);
    long begin = System.nanoTime();
    long end = begin + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < end) {
      watch.look(begin);
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      TimeUnit.MILLISECONDS.sleep(Math.clamp(left, 1, LOOK_MILLIS));
    }
    return watch;
  }

  private void look(long beginNanos) throws InterruptedException {
    String page = stage.api().metrics();
    long now = System.nanoTime();
    heapMib = larger(heapMib, Counters.sum(page, HEAP) / MIB);
    var kib = stage.machine().serverProportionalKib();
    if (kib.isPresent()) {
      proportionalMib = larger(proportionalMib, kib.getAsLong() / KIB_IN_MIB);
    }
    double open = Counters.sum(page, OPEN);
    for (double gone = fewest - open; gone > 0; gone--) {
      letGo.record(now - beginNanos);
    }
    fewest = Double.isNaN(fewest) ? open : Math.min(fewest, open);
  }

  private static double larger(double known, double now) {
    return Double.isNaN(known) ? now : Double.isNaN(now) ? known : Math.max(known, now);
  }

  /** When the server counted one socket less, by its own figure; nothing where it shows none. */
  Latency letGo() {
    return letGo;
  }

  /** The most that was seen; NaN where it is not shown. */
  double heapMib() {
    return heapMib;
  }

  /** The most proportional memory that was seen; NaN where it is not known. */
  double proportionalMib() {
    return proportionalMib;
  }
}
