package dev.baton.load.record;

import java.nio.charset.StandardCharsets;

/**
 * The idempotency keys of one run. A key is the first word of its message's text too, so that a
 * message is known again wherever it is read. In memory a message is a number: no object stands for
 * it.
 */
public final class Keys {
  /** What is no message of the run. */
  public static final long NONE = -1;

  private static final int SIDE_BIT = 32;
  private static final int TALK_SHIFT = 33;
  private static final int TALK_MAX = 1 << 24;

  private final byte[] run;

  /**
   * The keys of a run.
   *
   * @param run tells it from other runs on the same conversations: letters and digits
   */
  public Keys(String run) {
    this.run = run.getBytes(StandardCharsets.US_ASCII);
  }

  /** The n-th message of one side of a conversation. */
  public static long code(int talk, Side side, int n) {
    if (talk >= TALK_MAX) {
      throw new IllegalArgumentException("at most " + TALK_MAX + " conversations");
    }
    return ((long) talk << TALK_SHIFT) | (side == Side.CUSTOMER ? 0 : 1L << SIDE_BIT) | n;
  }

  public static int talk(long code) {
    return (int) (code >>> TALK_SHIFT);
  }

  public static Side side(long code) {
    return (code >>> SIDE_BIT & 1) == 0 ? Side.CUSTOMER : Side.OPERATOR;
  }

  public static int n(long code) {
    return (int) code;
  }

  /** The key as it is sent. */
  public String key(long code) {
    return new String(run, StandardCharsets.US_ASCII)
        + '-'
        + side(code).letter()
        + talk(code)
        + '-'
        + n(code);
  }

  /** Where a key is written to, one character after the other. */
  @FunctionalInterface
  public interface Output {
    void put(byte character);
  }

  /** Writes the key without making a text of it. */
  public void write(long code, Output out) {
    for (byte character : run) {
      out.put(character);
    }
    out.put((byte) '-');
    out.put((byte) side(code).letter());
    digits(talk(code), out);
    out.put((byte) '-');
    digits(n(code), out);
  }

  private static void digits(int number, Output out) {
    int divisor = 1;
    while (number / divisor >= 10) {
      divisor *= 10;
    }
    for (; divisor > 0; divisor /= 10) {
      out.put((byte) ('0' + number / divisor % 10));
    }
  }

  /** The message whose key the text begins with, or {@link #NONE}. */
  public long read(char[] text, int from, int length) {
    int end = from + length;
    int at = from + run.length + 2;
    if (at >= end || text[at - 2] != '-') {
      return NONE;
    }
    for (int i = 0; i < run.length; i++) {
      if (text[from + i] != run[i]) {
        return NONE;
      }
    }
    char letter = text[at - 1];
    if (letter != Side.CUSTOMER.letter() && letter != Side.OPERATOR.letter()) {
      return NONE;
    }
    int dash = afterDigits(text, at, end);
    if (dash == at || dash >= end || text[dash] != '-') {
      return NONE;
    }
    int close = afterDigits(text, dash + 1, end);
    if (close == dash + 1 || (close < end && text[close] != ' ')) {
      return NONE;
    }
    return code(
        number(text, at, dash),
        letter == Side.CUSTOMER.letter() ? Side.CUSTOMER : Side.OPERATOR,
        number(text, dash + 1, close));
  }

  /** As {@link #read(char[], int, int)}. */
  public long read(String text) {
    return read(text.toCharArray(), 0, text.length());
  }

  private static int afterDigits(char[] text, int from, int end) {
    int at = from;
    while (at < end && at - from < 9 && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    return at;
  }

  private static int number(char[] text, int from, int end) {
    int number = 0;
    for (int i = from; i < end; i++) {
      number = number * 10 + (text[i] - '0');
    }
    return number;
  }
}
