package dev.baton.load.sockets;

/** How often one client lost its connection, and since when it has been away. For one thread. */
final class Absence {
  private final Returns returns;
  private boolean lasts;
  private long sinceNanos;
  private int times;

  Absence(Returns returns) {
    this.returns = returns;
  }

  /** A connection that had been welcomed ended. Who was still catching up goes on being away. */
  void begin(int code, long nowNanos) {
    returns.ended(code);
    times++;
    if (!lasts) {
      lasts = true;
      sinceNanos = nowNanos;
    }
  }

  /** Until now it stayed away because it wanted to. */
  void countFrom(long nowNanos) {
    sinceNanos = nowNanos;
  }

  boolean lasts() {
    return lasts;
  }

  /** It was welcomed again. */
  void welcomed() {
    if (lasts) {
      returns.welcomed(times);
    }
  }

  /** It has all that was said meanwhile. */
  void end(long nowNanos) {
    lasts = false;
    returns.caughtUp(nowNanos - sinceNanos);
  }
}
