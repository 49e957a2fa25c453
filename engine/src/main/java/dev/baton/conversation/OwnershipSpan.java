package dev.baton.conversation;

import dev.baton.handoff.HandoffReason;
import dev.baton.inboxview.InboxEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a conversation's history with one owner in one generation, and the act it began
 * with.
 *
 * @param owner {@code NONE} when the episode is closed
 * @param operator set exactly when owner is OPERATOR
 * @param by whose act it was
 * @param reason set exactly when the act is a handoff
 * @param fromRev the rev of the act
 * @param toRev the last rev before the next act; null while the span lasts
 * @param to when the next act was; null while the span lasts
 */
public record OwnershipSpan(
    InboxEntry.OwnerKind owner,
    Principal.@Nullable Operator operator,
    long generation,
    int episode,
    Act act,
    Message.Author by,
    @Nullable HandoffReason reason,
    long fromRev,
    Instant from,
    @Nullable Long toRev,
    @Nullable Instant to,
    Messages messages) {

  /** What gave a conversation its owner. */
  public enum Act {
    OPENED,
    HANDED_OFF,
    TAKEN_OVER,
    HANDED_BACK,
    CLOSED,
    REOPENED
  }

  /** How many messages there were, by who said them. */
  public record Messages(long customer, long agent, long operator) {
    static final Messages NONE = new Messages(0, 0, 0);

    Messages plus(Message.Author author) {
      return switch (author) {
        case Message.Author.Customer one -> new Messages(customer + 1, agent, operator);
        case Message.Author.Agent one -> new Messages(customer, agent + 1, operator);
        case Message.Author.Operator one -> new Messages(customer, agent, operator + 1);
      };
    }
  }

  OwnershipSpan said(Message.Author author) {
    return with(toRev, to, messages.plus(author));
  }

  OwnershipSpan endedBefore(TimelineEntry next) {
    return with(next.rev() - 1, next.at(), messages);
  }

  private OwnershipSpan with(@Nullable Long lastRev, @Nullable Instant until, Messages said) {
    return new OwnershipSpan(
        owner, operator, generation, episode, act, by, reason, fromRev, from, lastRev, until, said);
  }
}
