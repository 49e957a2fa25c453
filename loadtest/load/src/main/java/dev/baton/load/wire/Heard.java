package dev.baton.load.wire;

import dev.baton.load.record.Keys;

/** A message in a frame, or an entry of a timeline; used again for the next one. */
public final class Heard {
  long rev;
  long seq;
  long textCode = Keys.NONE;
  long keyCode = Keys.NONE;

  void clear() {
    rev = 0;
    seq = 0;
    textCode = Keys.NONE;
    keyCode = Keys.NONE;
  }

  /** The entry's number; 0 for customers, who do not see it. */
  public long rev() {
    return rev;
  }

  /** The message's number; 0 where an entry is no message. */
  public long seq() {
    return seq;
  }

  /** Whose key its text begins with, or {@link Keys#NONE}. */
  public long textCode() {
    return textCode;
  }

  /** Whose key stands beside the text, which its sender alone is shown; or {@link Keys#NONE}. */
  public long keyCode() {
    return keyCode;
  }
}
