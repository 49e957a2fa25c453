package dev.baton.load.record;

import dev.baton.load.record.Findings.Kind;
import dev.baton.load.record.Lane.Change;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/**
 * The record of a run. Sockets tell it what they send and see; what contradicts a promise becomes a
 * finding at once. For many threads.
 */
public final class Book {
  private final Keys keys;
  private final List<Talk> talks;
  private final Findings findings = new Findings();
  private final Latency ackTimes = new Latency();
  private final Latency deliveryTimes = new Latency();
  private final Latency lateness = new Latency();
  private final LongAdder sent = new LongAdder();
  private final LongAdder acked = new LongAdder();
  private final LongAdder delivered = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final LongAdder open = new LongAdder();
  private volatile boolean measuring;
  private volatile LongConsumer settled = code -> {};
  private volatile Delivery onDelivered = (talk, dueNanos, nowNanos) -> {};

  /** Told of each message when the other side is shown it first. */
  @FunctionalInterface
  public interface Delivery {
    void delivered(Talk talk, long dueNanos, long nowNanos);
  }

  /** For these conversations, each at the place of its index. */
  public Book(Keys keys, List<Talk> talks) {
    this.keys = keys;
    this.talks = List.copyOf(talks);
  }

  /** Told of each message that nothing more is awaited of. */
  public void onSettled(LongConsumer listener) {
    settled = listener;
  }

  public void onDelivered(Delivery listener) {
    onDelivered = listener;
  }

  /** Whether the times of messages announced from now on count. */
  public void measuring(boolean on) {
    measuring = on;
  }

  /** One more message is to be sent; whether its times count. */
  public boolean announce() {
    sent.increment();
    open.increment();
    return measuring;
  }

  /**
   * Gives an announced message its number, in the order in which the messages of its side go out.
   *
   * @param dueNanos when it was to be sent
   * @param measured what was said when it was announced
   */
  public long add(Talk talk, Side side, long dueNanos, boolean measured) {
    return Keys.code(talk.index(), side, talk.lane(side).add(dueNanos, measured));
  }

  /** It goes to the network now. */
  public void written(long code, long nowNanos) {
    Lane lane = lane(code);
    int n = Keys.n(code);
    if (!lane.written(n)) {
      repeated.increment();
    } else if (lane.isMeasured(n)) {
      lateness.record(nowNanos - lane.dueNanos(n));
    }
  }

  /** Its sender was told that it is stored; true when it awaited that. */
  public boolean acked(long code, long seq, long nowNanos) {
    Lane lane = lane(code);
    int n = Keys.n(code);
    Change change = lane.acked(n, seq);
    switch (change) {
      case FIRST, LAST -> {
        acked.increment();
        if (lane.isMeasured(n)) {
          ackTimes.record(nowNanos - lane.dueNanos(n));
        }
      }
      case CONTRADICTS -> twoNumbers(code, seq);
      case KNOWN -> {}
    }
    settle(code, change);
    return change != Change.KNOWN;
  }

  /** The other side saw it. */
  public void delivered(long code, long seq, long nowNanos) {
    Lane lane = lane(code);
    int n = Keys.n(code);
    Change change = lane.delivered(n, seq);
    switch (change) {
      case FIRST, LAST -> {
        delivered.increment();
        onDelivered.delivered(talk(code), lane.dueNanos(n), nowNanos);
        if (lane.isMeasured(n)) {
          deliveryTimes.record(nowNanos - lane.dueNanos(n));
        }
      }
      case CONTRADICTS -> twoNumbers(code, seq);
      case KNOWN -> {}
    }
    settle(code, change);
  }

  /** It was refused for good; true when that was not known. */
  public boolean refused(long code) {
    if (!lane(code).refused(Keys.n(code))) {
      return false;
    }
    refused.increment();
    open.decrement();
    settled.accept(code);
    return true;
  }

  private void settle(long code, Change change) {
    if (change == Change.LAST) {
      open.decrement();
      settled.accept(code);
    }
  }

  private void twoNumbers(long code, long seq) {
    findings.add(
        Kind.DOUBLED,
        keys.key(code)
            + " in "
            + talk(code).conversation()
            + " stands under the numbers "
            + lane(code).seq(Keys.n(code))
            + " and "
            + seq);
  }

  /** A client was shown this number of a conversation. */
  public void shown(Talk talk, Side to, long number) {
    switch (talk.seenBy(to).take(number)) {
      case NEXT, AFTER_GAP -> {}
      case LATE -> findings.add(Kind.REORDERED, shownTo(talk, to, number) + " after later ones");
      case AGAIN -> findings.add(Kind.DOUBLED, shownTo(talk, to, number) + " again");
    }
  }

  static String shownTo(Talk talk, Side to, long number) {
    return (to == Side.CUSTOMER ? "message " : "entry ")
        + number
        + " of "
        + talk.conversation()
        + " was shown to the "
        + (to == Side.CUSTOMER ? "customer" : "operator");
  }

  /** Whether the run has said such a message: what others say is none of its business. */
  public boolean knows(long code) {
    return code != Keys.NONE && Keys.talk(code) < talks.size() && Keys.n(code) < lane(code).size();
  }

  public boolean awaitsOutcome(long code) {
    return lane(code).awaitsOutcome(Keys.n(code));
  }

  /** No earlier message of that side awaits its outcome. */
  public int firstOpen(Talk talk, Side side) {
    return talk.lane(side).firstOpen();
  }

  private Lane lane(long code) {
    return talk(code).lane(Keys.side(code));
  }

  public Talk talk(long code) {
    return talks.get(Keys.talk(code));
  }

  public Keys keys() {
    return keys;
  }

  public List<Talk> talks() {
    return talks;
  }

  public Findings findings() {
    return findings;
  }

  /** From when a message was due until its sender was told that it is stored. */
  public Latency ackTimes() {
    return ackTimes;
  }

  /** From when a message was due until the other side was shown it. */
  public Latency deliveryTimes() {
    return deliveryTimes;
  }

  /** From when a message was due until the tool sent it. */
  public Latency lateness() {
    return lateness;
  }

  public long sent() {
    return sent.sum();
  }

  public long acked() {
    return acked.sum();
  }

  public long delivered() {
    return delivered.sum();
  }

  public long refused() {
    return refused.sum();
  }

  /** Messages that were sent again under their key. */
  public long repeated() {
    return repeated.sum();
  }

  /** Messages of which something is still awaited. */
  public long open() {
    return open.sum();
  }
}
