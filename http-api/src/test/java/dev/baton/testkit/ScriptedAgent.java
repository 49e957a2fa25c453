package dev.baton.testkit;

import dev.baton.answering.Agent;
import dev.baton.answering.Citation;
import dev.baton.answering.Inquiry;
import dev.baton.answering.Outcome;
import dev.baton.answering.Why;
import dev.baton.handoff.HandoffReason;
import dev.baton.identity.SourceId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An agent that does what the question says: "fail" throws, "unknown" needs a person, "hello" is
 * small talk, "from the sources" asks the real agent, anything else is answered with the question.
 * A text can be held: its answer waits until the test lets it go.
 */
public final class ScriptedAgent implements Agent {
  private final Map<String, Held> held = new ConcurrentHashMap<>();
  private @Nullable Agent real;

  /** The agent that this one replaces, wrapped. */
  UnaryOperator<Agent> dressing() {
    return dressed -> {
      real = dressed;
      return this;
    };
  }

  /** An answer that waits for the test. */
  public static final class Held {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** Until the agent is at work on it. */
    public void awaitAsked() {
      await(asked);
    }

    public void release() {
      released.countDown();
    }

    private static void await(CountDownLatch latch) {
      try {
        if (!latch.await(30, java.util.concurrent.TimeUnit.SECONDS)) {
          throw new AssertionError("nobody came");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  /** Holds the answer to whatever contains the text. */
  public Held hold(String text) {
    return held.computeIfAbsent(text, fresh -> new Held());
  }

  @Override
  public Outcome answer(Inquiry inquiry) {
    String text = inquiry.text();
    held.forEach((part, hold) -> {
      if (text.contains(part)) {
        hold.asked.countDown();
        Held.await(hold.released);
      }
    });
    if (text.contains("from the sources") && real != null) {
      return real.answer(inquiry);
    }
    if (text.contains("fail")) {
      throw new IllegalStateException("dev.baton.secret.ClassName told a secret");
    }
    if (text.contains("unknown")) {
      return new Outcome.NeedsPerson(
          HandoffReason.LOW_CONFIDENCE, why("below_threshold", 0.2, inquiry));
    }
    if (text.contains("hello")) {
      return new Outcome.SmallTalk("Hello to you.", why("smalltalk", 1, inquiry));
    }
    Citation citation =
        new Citation(
            1,
            new SourceId("src_manual"),
            "Manual",
            "A heading",
            3,
            "https://docs.example/manual",
            "The passage that operators see.");
    return new Outcome.Answered(
        "Answer to: " + text, List.of(citation), why("confident", 0.9, inquiry));
  }

  private static Why why(String rule, double confidence, Inquiry inquiry) {
    return new Why(rule, confidence, inquiry.threshold(), inquiry.text(), List.of(), Map.of());
  }
}
