package dev.baton.load.record;

import java.util.Arrays;

/**
 * What one side said in a conversation, in the order in which it was said, and what became of each
 * message. For many threads.
 */
public final class Lane {
  private static final int ACKED = 1;
  private static final int DELIVERED = 2;
  private static final int REFUSED = 4;
  private static final int REPEATED = 8;
  private static final int MEASURED = 16;
  private static final int WRITTEN = 32;
  private static final int FIRST_SIZE = 4;

  private long[] due = new long[FIRST_SIZE];
  private int[] seqs = new int[FIRST_SIZE];
  private byte[] flags = new byte[FIRST_SIZE];
  private int size;
  private int firstOpen;

  /** What a report changed. */
  public enum Change {
    /** It is the first of its kind, and more is awaited. */
    FIRST,
    /** It is the first of its kind, and nothing more is awaited. */
    LAST,
    /** It was known. */
    KNOWN,
    /** It contradicts what was known. */
    CONTRADICTS
  }

  /** Notes a message that is to be sent, and gives it its number. */
  synchronized int add(long dueNanos, boolean measured) {
    if (size == flags.length) {
      due = Arrays.copyOf(due, size * 2);
      seqs = Arrays.copyOf(seqs, size * 2);
      flags = Arrays.copyOf(flags, size * 2);
    }
    due[size] = dueNanos;
    flags[size] = (byte) (measured ? MEASURED : 0);
    return size++;
  }

  /** Notes that it is on its way; true when it is so for the first time. */
  synchronized boolean written(int n) {
    boolean again = is(n, WRITTEN);
    flags[n] |= (byte) (again ? REPEATED : WRITTEN);
    return !again;
  }

  /** Its sender was told that it stands under the number. */
  synchronized Change acked(int n, long seq) {
    if (is(n, ACKED)) {
      return seqs[n] == seq ? Change.KNOWN : Change.CONTRADICTS;
    }
    return settle(n, ACKED, seq);
  }

  /** It was shown to the other side under the number. */
  synchronized Change delivered(int n, long seq) {
    if (is(n, DELIVERED)) {
      return seqs[n] == seq ? Change.KNOWN : Change.CONTRADICTS;
    }
    return settle(n, DELIVERED, seq);
  }

  private Change settle(int n, int flag, long seq) {
    if (seqs[n] != 0 && seqs[n] != seq) {
      flags[n] |= (byte) flag;
      return Change.CONTRADICTS;
    }
    seqs[n] = Math.toIntExact(seq);
    flags[n] |= (byte) flag;
    skipSettled();
    return is(n, ACKED | DELIVERED) ? Change.LAST : Change.FIRST;
  }

  /** It was refused for good; true when that was not known. */
  synchronized boolean refused(int n) {
    boolean first = !is(n, REFUSED);
    flags[n] |= REFUSED;
    skipSettled();
    return first;
  }

  /** The history has it under the number, though nobody was told so. */
  synchronized void found(int n, long seq) {
    if (seqs[n] == 0) {
      seqs[n] = Math.toIntExact(seq);
    }
  }

  private void skipSettled() {
    while (firstOpen < size && !awaitsOutcome(firstOpen)) {
      firstOpen++;
    }
  }

  /** Whether its sender does not know yet what became of it. */
  synchronized boolean awaitsOutcome(int n) {
    return (flags[n] & (ACKED | REFUSED)) == 0;
  }

  public synchronized int size() {
    return size;
  }

  /** No message below has an unknown outcome. */
  synchronized int firstOpen() {
    return firstOpen;
  }

  public synchronized long dueNanos(int n) {
    return due[n];
  }

  /** Its number in the conversation, or 0. */
  public synchronized int seq(int n) {
    return seqs[n];
  }

  public synchronized boolean isAcked(int n) {
    return is(n, ACKED);
  }

  public synchronized boolean isDelivered(int n) {
    return is(n, DELIVERED);
  }

  public synchronized boolean isRefused(int n) {
    return is(n, REFUSED);
  }

  /** Whether it was sent more than once, so that a later one may have come before it. */
  public synchronized boolean isRepeated(int n) {
    return is(n, REPEATED);
  }

  public synchronized boolean isWritten(int n) {
    return is(n, WRITTEN);
  }

  synchronized boolean isMeasured(int n) {
    return is(n, MEASURED);
  }

  private boolean is(int n, int all) {
    return (flags[n] & all) == all;
  }
}
