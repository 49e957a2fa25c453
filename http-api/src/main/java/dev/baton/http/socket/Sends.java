package dev.baton.http.socket;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.conversation.ConversationReply;
import dev.baton.http.frames.Wire;
import dev.baton.http.problem.Failures;
import dev.baton.http.problem.Problem;
import dev.baton.http.problem.Refused;
import dev.baton.identity.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/** The messages that came by one socket and wait for their outcome. */
public final class Sends {
  /** Messages of one socket that may wait for their outcome. */
  static final int WAITING_MAX = 64;

  private int waiting;

  /**
   * What came of one.
   *
   * @param problem set where it was not accepted
   */
  public record Outcome(
      IdempotencyKey key,
      ConversationReply.@Nullable Accepted accepted,
      @Nullable Problem problem) {

    public static Outcome of(
        IdempotencyKey key,
        ConversationReply.@Nullable Accepted accepted,
        @Nullable Throwable failure) {
      return new Outcome(key, accepted, failure == null ? null : Failures.problem(failure));
    }
  }

  public boolean isEmpty() {
    return waiting == 0;
  }

  /**
   * One more waits.
   *
   * @throws Refused where too many do
   */
  public void begin() {
    if (waiting >= WAITING_MAX) {
      throw new Refused(
          Problem.of(
                  429, "too_many", "More than " + WAITING_MAX + " messages wait for their outcome.")
              .limit(WAITING_MAX)
              .retryAfter(1));
    }
    waiting++;
  }

  /**
   * One less waits: what the client is to be told, null where its message itself tells it.
   *
   * @param comes whether what is newly accepted comes to this socket as a message
   */
  public @Nullable ObjectNode end(Outcome outcome, boolean comes) {
    waiting--;
    if (outcome.problem() != null) {
      return refused(outcome.key().value(), outcome.problem());
    }
    ConversationReply.Accepted accepted = outcome.accepted();
    if (accepted == null || (comes && !accepted.repeated())) {
      return null;
    }
    ObjectNode frame = Wire.frame("accepted").put("key", outcome.key().value());
    return accepted.message() == null ? frame : frame.put("seq", accepted.message().seq());
  }

  public static ObjectNode refused(String key, Problem problem) {
    ObjectNode frame = Wire.frame("refused").put("key", key);
    return frame.set("problem", Wire.problem(problem));
  }
}
