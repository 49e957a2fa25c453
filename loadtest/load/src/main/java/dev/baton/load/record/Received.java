package dev.baton.load.record;

import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The numbers that one client was shown of a conversation: each must come once, and in order. */
public final class Received {
  /** What a number is, after those before it. */
  public enum Verdict {
    NEXT,
    /** Numbers before it were left out. */
    AFTER_GAP,
    /** It was left out before. */
    LATE,
    AGAIN
  }

  private long last;
  private @Nullable TreeSet<Long> missing;

  /** Begins after that number. */
  public Received(long last) {
    this.last = last;
  }

  synchronized Verdict take(long number) {
    if (number == last + 1) {
      last = number;
      return Verdict.NEXT;
    }
    if (number > last) {
      if (missing == null) {
        missing = new TreeSet<>();
      }
      for (long skipped = last + 1; skipped < number; skipped++) {
        missing.add(skipped);
      }
      last = number;
      return Verdict.AFTER_GAP;
    }
    return missing != null && missing.remove(number) ? Verdict.LATE : Verdict.AGAIN;
  }

  /** Where a client that comes back goes on. */
  public synchronized long last() {
    return last;
  }

  /** What was left out and has not come since. */
  synchronized List<Long> missing() {
    return missing == null ? List.of() : List.copyOf(missing);
  }
}
