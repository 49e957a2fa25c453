package dev.baton.chaos.world;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * One key and what became of it. Definite once: a later answer that says something else is a broken
 * promise, and recorded by {@link Ledger}.
 */
public final class Sent {
  /** What is known of a send. */
  public enum Outcome {
    UNKNOWN,
    ACKNOWLEDGED,
    REFUSED
  }

  private final String key;
  private final String author;
  private final String text;
  private final long after;
  private final AtomicInteger sends = new AtomicInteger();
  private volatile Outcome outcome = Outcome.UNKNOWN;
  private volatile long seq;

  /**
   * A send that is about to be made.
   *
   * @param author {@code customer}, or an operator's number
   * @param after the highest seq that its author had seen acknowledged: it must come later
   */
  public Sent(String key, String author, String text, long after) {
    this.key = key;
    this.author = author;
    this.text = text;
    this.after = after;
  }

  public String key() {
    return key;
  }

  public String author() {
    return author;
  }

  public String text() {
    return text;
  }

  public long after() {
    return after;
  }

  public Outcome outcome() {
    return outcome;
  }

  public long seq() {
    return seq;
  }

  /** How often it was sent. */
  public int sends() {
    return sends.get();
  }

  void sending() {
    sends.incrementAndGet();
  }

  /** True for the first definite answer. */
  public synchronized boolean decided(Outcome definite, long itsSeq) {
    if (outcome != Outcome.UNKNOWN) {
      return false;
    }
    seq = itsSeq;
    outcome = definite;
    return true;
  }
}
