package dev.baton.http.socket;

/** A token bucket that holds a second's worth: how fast a client is read. */
final class Pace {
  private static final double NANOS = 1e9;

  private final int perSecond;
  private double tokens;
  private long filled = System.nanoTime();

  /**
   * A full bucket.
   *
   * @param perSecond 0 for no limit
   */
  Pace(int perSecond) {
    this.perSecond = perSecond;
    this.tokens = perSecond;
  }

  /** Nanoseconds until the next one may be taken; 0 for now. */
  long untilNext() {
    if (perSecond == 0) {
      return 0;
    }
    long now = System.nanoTime();
    tokens = Math.min(perSecond, tokens + (now - filled) / NANOS * perSecond);
    filled = now;
    return tokens >= 1 ? 0 : Math.max(1, (long) ((1 - tokens) / perSecond * NANOS));
  }

  void took() {
    tokens--;
  }
}
