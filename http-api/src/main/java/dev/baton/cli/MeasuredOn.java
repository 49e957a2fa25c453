package dev.baton.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.LongStream;

/** What figures were measured on, and how much of it somebody else took meanwhile. */
final class MeasuredOn {
  private static final Path STAT = Path.of("/proc/stat");
  private static final int STEAL = 7;

  private final long[] begun = jiffies();
  private final double loadBefore = load();

  /** Processors and Java, in a few words. */
  static String describe() {
    return Runtime.getRuntime().availableProcessors()
        + " processors, "
        + System.getProperty("os.name")
        + ", Java "
        + Runtime.version().feature();
  }

  /** Nanoseconds of processor that this process has taken. */
  static long processorNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** The share of processor time since this object was made that the host kept; 0..1. */
  double steal() {
    long[] now = jiffies();
    if (now.length <= STEAL || begun.length <= STEAL) {
      return 0;
    }
    long all = LongStream.of(now).sum() - LongStream.of(begun).sum();
    return all == 0 ? 0 : (double) (now[STEAL] - begun[STEAL]) / all;
  }

  /** One line: the machine, how busy it was before and is now, and what was taken. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%s; load %.2f before, %.2f after; %.1f %% stolen",
        describe(),
        loadBefore,
        load(),
        steal() * 100);
  }

  /** The same for programs. */
  void put(ObjectNode object) {
    object
        .put("machine", describe())
        .put("load_before", Timings.rounded(loadBefore))
        .put("load_after", Timings.rounded(load()))
        .put("steal", Timings.rounded(steal()));
  }

  /** How many programs wanted a processor, over the last minute; below 0 where nobody knows. */
  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static long[] jiffies() {
    try {
      String first = Files.readAllLines(STAT).getFirst();
      return Arrays.stream(first.split("\\s+")).skip(1).mapToLong(Long::parseLong).toArray();
    } catch (IOException e) {
      // Not Linux.
      return new long[0];
    }
  }
}
