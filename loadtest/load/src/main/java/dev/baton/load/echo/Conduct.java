package dev.baton.load.echo;

import dev.baton.load.record.Side;

/** How a stand-in for the server behaves; the default is honest. Tests make it worse. */
public interface Conduct {
  /** Everything is kept, and shown once and in order. */
  Conduct HONEST = new Conduct() {};

  /** Shows a message to one of the two sides. */
  default void show(Side to, long seq, Runnable frame) {
    frame.run();
  }

  /** Whether the history has a message that was acknowledged. */
  default boolean keeps(long seq) {
    return true;
  }

  /** The status with which a message is refused, or 0. */
  default int refuses(String key) {
    return 0;
  }

  /** Bytes that may wait for a customer to read, before the connection is ended. */
  default long waitingMax() {
    return Long.MAX_VALUE;
  }

  /** The close code with which it is ended, after all that waits; 0 for at once and without. */
  default int slowCode() {
    return 1013;
  }
}
