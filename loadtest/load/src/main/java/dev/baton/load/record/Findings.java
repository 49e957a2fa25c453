package dev.baton.load.record;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What must not be and is: counted by kind, the first few kept. For many threads. */
public final class Findings {
  private static final int KEPT_MAX = 20;

  /** Ways in which a promise can be broken. */
  public enum Kind {
    /** Acknowledged, and not stored or never shown to the other side; or a number left out. */
    LOST,
    /** Stored or shown more than once. */
    DOUBLED,
    /** Stored or shown in another order than it was said in. */
    REORDERED,
    /** Stored with another text, or although it was refused. */
    ALTERED;

    /** As it is told. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
  private final List<String> kept = new ArrayList<>();

  public synchronized void add(Kind kind, String sentence) {
    counts.merge(kind, 1L, Long::sum);
    if (kept.size() < KEPT_MAX) {
      kept.add(kind.word() + ": " + sentence);
    }
  }

  public synchronized long count(Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** The first few, in words. */
  public synchronized List<String> kept() {
    return List.copyOf(kept);
  }

  public synchronized boolean none() {
    return counts.isEmpty();
  }
}
