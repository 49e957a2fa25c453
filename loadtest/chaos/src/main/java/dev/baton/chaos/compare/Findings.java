package dev.baton.chaos.compare;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** All that was found: counted, and the first of it kept. For many threads. */
public final class Findings {
  static final int KEPT_MAX = 200;

  private final Map<Finding.Kind, LongAdder> counts = new ConcurrentHashMap<>();
  private final Queue<Finding> kept = new ConcurrentLinkedQueue<>();

  void add(Finding.Kind kind, String conversation, String key, String sentence) {
    counts.computeIfAbsent(kind, one -> new LongAdder()).increment();
    if (kept.size() < KEPT_MAX) {
      kept.add(new Finding(kind, conversation, key, sentence));
    }
  }

  public long count(Finding.Kind kind) {
    LongAdder adder = counts.get(kind);
    return adder == null ? 0 : adder.sum();
  }

  /** The first of them. */
  public List<Finding> kept() {
    return List.copyOf(kept);
  }

  public boolean isEmpty() {
    return counts.isEmpty();
  }
}
