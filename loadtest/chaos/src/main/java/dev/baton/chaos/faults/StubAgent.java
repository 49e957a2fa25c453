package dev.baton.chaos.faults;

import dev.baton.answering.Agent;
import dev.baton.answering.Citation;
import dev.baton.answering.Inquiry;
import dev.baton.answering.Outcome;
import dev.baton.answering.Why;
import dev.baton.handoff.HandoffReason;
import dev.baton.identity.SourceId;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * An agent that mostly answers at once, and else late, beyond its deadline, never, with a handoff
 * or with an exception. What it does follows from the seed, the text and how often the server was
 * started, so that a conversation is not stuck with its text.
 */
final class StubAgent implements Agent {
  private static final long NEVER_MILLIS = TimeUnit.MINUTES.toMillis(10);
  private static final SourceId SOURCE = SourceId.random();

  private final long seed;
  private volatile boolean dead;

  /** An agent; the seed decides what it does. */
  StubAgent(long seed) {
    this.seed = seed;
  }

  /** From now on it never answers, or answers again. */
  void dies(boolean now) {
    dead = now;
  }

  @Override
  public Outcome answer(Inquiry inquiry) {
    SplittableRandom random = new SplittableRandom(seed * 31 + inquiry.text().hashCode());
    int share = random.nextInt(1000);
    rest(dead ? NEVER_MILLIS : delayMillis(share, random));
    if (share >= 985) {
      throw new IllegalStateException("chaos: the agent is broken on purpose");
    }
    Why why = new Why("confident", 0.9, inquiry.threshold(), "chaos", List.of(), Map.of());
    if (share >= 960) {
      return new Outcome.NeedsPerson(HandoffReason.LOW_CONFIDENCE, why);
    }
    Citation citation = new Citation(1, SOURCE, "Chaos", null, null, null, "It says so.");
    return new Outcome.Answered(
        "answer " + Long.toHexString(random.nextLong()), List.of(citation), why);
  }

  /** Of a thousand: two never, four beyond the deadline, fourteen late, thirty after a while. */
  private static long delayMillis(int share, SplittableRandom random) {
    if (share < 2) {
      return NEVER_MILLIS;
    }
    if (share < 6) {
      return random.nextLong(15_000, 30_000);
    }
    if (share < 20) {
      return random.nextLong(2_000, 15_000);
    }
    return share < 50 ? random.nextLong(200, 2_000) : random.nextLong(0, 20);
  }

  private static void rest(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
