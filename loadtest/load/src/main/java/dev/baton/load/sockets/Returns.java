package dev.baton.load.sockets;

import dev.baton.load.record.Latency;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** How clients lost their connections and came back. For many threads. */
public final class Returns {
  /** It ended without a close frame. */
  public static final int NO_CODE = 0;

  /** The run itself cut it. */
  public static final int BY_RUN = -1;

  /** The server stops, or wants its client to begin anew: come back at once. */
  public static final int RESTART = 1012;

  private final LongAdder total = new LongAdder();
  private final LongAccumulator mostPerClient = new LongAccumulator(Math::max, 0);
  private final Map<Integer, LongAdder> ends = new ConcurrentSkipListMap<>();
  private final Latency pauses = new Latency();

  void ended(int code) {
    ends.computeIfAbsent(code, unused -> new LongAdder()).increment();
  }

  void welcomed(int times) {
    total.increment();
    mostPerClient.accumulate(times);
  }

  void caughtUp(long pauseNanos) {
    pauses.record(pauseNanos);
  }

  /** Times that a client was welcomed again. */
  public long total() {
    return total.sum();
  }

  /** The most times that one and the same client had to come back. */
  public long mostPerClient() {
    return mostPerClient.get();
  }

  /** Connections that the server ended with the invitation to come back. */
  public long restarts() {
    LongAdder restarts = ends.get(RESTART);
    return restarts == null ? 0 : restarts.sum();
  }

  /** How connections ended: close codes, and how often. */
  public SortedMap<String, Long> ends() {
    SortedMap<String, Long> all = new TreeMap<>();
    ends.forEach((code, count) -> all.put(word(code), count.sum()));
    return all;
  }

  /** A close code as it is told. */
  public static String word(int code) {
    return switch (code) {
      case NO_CODE -> "none";
      case BY_RUN -> "by_run";
      default -> String.valueOf(code);
    };
  }

  /** From when a connection ended until its client had all that was said meanwhile. */
  public Latency pauses() {
    return pauses;
  }
}
