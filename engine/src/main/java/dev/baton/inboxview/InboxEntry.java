package dev.baton.inboxview;

import dev.baton.handoff.HandoffReason;
import dev.baton.identity.ConversationId;
import dev.baton.identity.CustomerId;
import dev.baton.identity.OperatorId;
import dev.baton.identity.WorkspaceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One conversation as a row of the inbox, as of {@code rev}.
 *
 * @param rev how many events the conversation had
 * @param operator who owns it; set exactly when owner is OPERATOR
 * @param lastLine the last message, cut to 160 characters
 * @param handoffReason that of the current episode
 * @param waitingSince set exactly when owner is QUEUE
 */
public record InboxEntry(
    ConversationId conversation,
    WorkspaceId workspace,
    long rev,
    OwnerKind owner,
    @Nullable OperatorId operator,
    @Nullable String operatorName,
    long generation,
    int episode,
    CustomerId customer,
    @Nullable String pageUrl,
    @Nullable String pageTitle,
    @Nullable LastLine lastLine,
    @Nullable HandoffReason handoffReason,
    @Nullable Instant handedOffAt,
    @Nullable Instant waitingSince,
    Instant openedAt,
    Instant updatedAt) {

  /** What decides in which lists it is. */
  public Placement placement() {
    return new Placement(owner, operator);
  }

  /** Who may speak for the workspace. */
  public enum OwnerKind {
    AGENT,
    QUEUE,
    OPERATOR,
    NONE
  }

  /**
   * The last message of a conversation that says what it is about, cut short: the one line that
   * goes with every handoff is passed over.
   *
   * @param seq that of the last message, passed over or not
   * @param author {@code customer}, {@code agent} or {@code operator}
   * @param authorName set for operators
   */
  public record LastLine(
      long seq, String author, @Nullable String authorName, String text, Instant at) {

    /** The same line, when a message that is passed over came after it. */
    public LastLine countedTo(long laterSeq) {
      return new LastLine(laterSeq, author, authorName, text, at);
    }
  }
}
