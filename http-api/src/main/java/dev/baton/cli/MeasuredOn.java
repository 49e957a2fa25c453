package dev.baton.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;

/** What figures were measured on, and how much of it somebody else took meanwhile. */
final class MeasuredOn {
  private static final Path STAT = Path.of("/proc/stat");
  private static final int STEAL = 7;

  private final long[] begun = jiffies();

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
