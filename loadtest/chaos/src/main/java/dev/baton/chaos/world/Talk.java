package dev.baton.chaos.world;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One conversation as those who take part in it know it. */
public final class Talk {
  private final String conversation;
  private final String token;
  private final ConcurrentLinkedQueue<Sent> sent = new ConcurrentLinkedQueue<>();
  private volatile @Nullable Sent lately;

  /** Held by the one customer while he writes. */
  final ReentrantLock customer = new ReentrantLock();

  /** The highest seq that the customer was told. */
  private long told;

  public Talk(String conversation, String token) {
    this.conversation = conversation;
    this.token = token;
  }

  public String conversation() {
    return conversation;
  }

  public String token() {
    return token;
  }

  /** Everything that was ever sent, in any order. */
  public List<Sent> sent() {
    return List.copyOf(sent);
  }

  /** Before it is sent. */
  public void add(Sent one) {
    sent.add(one);
  }

  /** By the customer, under his lock. */
  synchronized long told() {
    return told;
  }

  synchronized void tell(long seq) {
    told = Math.max(told, seq);
  }

  /** One of the customer's that was acknowledged before, to be sent again. */
  @Nullable Sent earlier() {
    return lately;
  }

  void remember(Sent one) {
    // Also one from long ago now and then.
    if (lately == null || ThreadLocalRandom.current().nextInt(4) == 0) {
      lately = one;
    }
  }
}
