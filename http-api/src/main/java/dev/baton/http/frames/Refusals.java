package dev.baton.http.frames;

import dev.baton.conversation.ConversationReply;
import dev.baton.conversation.ConversationRules;
import dev.baton.conversation.Refusal;
import dev.baton.http.problem.Failures;
import dev.baton.http.problem.Problem;
import dev.baton.http.problem.Refused;
import dev.baton.inboxview.InboxEntry;
import org.jspecify.annotations.Nullable;

/** What a conversation's refusals are outside. */
public final class Refusals {
  private Refusals() {}

  /**
   * What a conversation accepted.
   *
   * @throws Refused where it did not
   */
  public static ConversationReply.Accepted accepted(ConversationReply reply) {
    return switch (reply) {
      case ConversationReply.Accepted accepted -> accepted;
      case ConversationReply.Refused refused ->
          throw new Refused(problem(refused.refusal(), refused.current()));
      case ConversationReply.Unknown unknown -> throw new Refused(Failures.unknownOutcome());
    };
  }

  private static Problem problem(Refusal refusal, @Nullable InboxEntry current) {
    return switch (refusal) {
      case NOT_FOUND -> Refused.notFound().problem();
      case OWNERSHIP_CHANGED -> {
        Problem changed =
            Problem.of(
                409, "ownership_changed", "Somebody else has changed who owns this conversation.");
        yield current == null ? changed : changed.current(Wire.current(current));
      }
      case KEY_REUSED ->
          Problem.of(422, "key_reused", "This Idempotency-Key was used for something else.")
              .at("Idempotency-Key", null);
      case CLOSED ->
          Problem.of(
              409,
              "closed",
              "The conversation is closed. It begins again when the customer writes.");
      case HANDOFF_OFF ->
          Problem.of(409, "handoff_off", "The team takes no conversations at the moment.");
      case NO_ANSWER ->
          Problem.of(
                  400, "invalid_value", "seq is that of an answer of the agent to this customer.")
              .at(
                  "seq",
                  current == null || current.lastLine() == null ? 0 : current.lastLine().seq());
      case EMPTY -> Problem.of(400, "empty", "The text is empty.").at("text", 1);
      case TOO_LONG ->
          Problem.of(
                  413,
                  "too_long",
                  "The text has more than " + ConversationRules.MESSAGE_LENGTH_MAX + " characters.")
              .at("text", ConversationRules.MESSAGE_LENGTH_MAX);
      case FULL ->
          Problem.of(
                  409,
                  "conversation_full",
                  "The conversation holds "
                      + ConversationRules.MESSAGES_MAX
                      + " messages. Begin a new one.")
              .limit(ConversationRules.MESSAGES_MAX);
    };
  }
}
