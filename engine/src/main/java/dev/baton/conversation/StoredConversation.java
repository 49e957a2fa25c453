package dev.baton.conversation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.baton.handoff.HandoffReason;
import dev.baton.handoff.PersonQuestion;
import dev.baton.identity.OperatorId;
import dev.baton.inboxview.InboxEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePVector;

/**
 * A snapshot's form on disk. A snapshot only saves time: one that cannot be read may be deleted,
 * and the journal gives the same state.
 *
 * @param owner {@code agent}, {@code queue}, {@code operator}, {@code closed} or {@code not_begun}
 * @param personQuestion null in snapshots from before the agent asked
 * @param answers null in snapshots from before answers were rated: those before it cannot be
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StoredConversation(
    @Nullable Opening opening,
    String owner,
    @Nullable OperatorId operator,
    @Nullable String operatorName,
    @Nullable Instant queuedSince,
    long generation,
    int episode,
    long lastSeq,
    long rev,
    Map<String, Receipt> receipts,
    @Nullable PendingAnswer pending,
    @Nullable PendingAnswer abandoned,
    List<String> unanswered,
    @Nullable PersonQuestion personQuestion,
    @Nullable List<Long> answers,
    InboxEntry.@Nullable LastLine lastLine,
    @Nullable HandoffReason handoffReason,
    @Nullable Instant handedOffAt,
    @Nullable Instant openedAt,
    @Nullable Instant updatedAt) {

  /** The form of a state. */
  public static StoredConversation of(ConversationState state) {
    Ownership ownership = state.ownership();
    Ownership.@Nullable OperatorOwned operator =
        ownership instanceof Ownership.OperatorOwned owned ? owned : null;
    return new StoredConversation(
        state.opening(),
        owner(ownership),
        operator == null ? null : operator.operator(),
        operator == null ? null : operator.name(),
        ownership instanceof Ownership.Queued queued ? queued.since() : null,
        state.generation(),
        state.episode(),
        state.lastSeq(),
        state.rev(),
        state.receipts(),
        state.pending(),
        state.abandoned(),
        state.unanswered(),
        state.personQuestion(),
        state.answers(),
        state.lastLine(),
        state.handoffReason(),
        state.handedOffAt(),
        state.openedAt(),
        state.updatedAt());
  }

  /** The state again. */
  public ConversationState state() {
    return new ConversationState(
        opening,
        ownership(),
        generation,
        episode,
        lastSeq,
        rev,
        HashTreePMap.from(receipts),
        pending,
        abandoned,
        TreePVector.from(unanswered),
        personQuestion == null ? PersonQuestion.NOT_ASKED : personQuestion,
        answers == null ? TreePVector.empty() : TreePVector.from(answers),
        lastLine,
        handoffReason,
        handedOffAt,
        openedAt,
        updatedAt);
  }

  private static String owner(Ownership ownership) {
    return switch (ownership) {
      case Ownership.NotBegun none -> "not_begun";
      case Ownership.AgentOwned agent -> "agent";
      case Ownership.Queued queued -> "queue";
      case Ownership.OperatorOwned operator -> "operator";
      case Ownership.Closed closed -> "closed";
    };
  }

  private Ownership ownership() {
    return switch (owner) {
      case "not_begun" -> new Ownership.NotBegun();
      case "agent" -> new Ownership.AgentOwned();
      case "queue" -> new Ownership.Queued(present(handoffReason), present(queuedSince));
      case "operator" -> new Ownership.OperatorOwned(present(operator), present(operatorName));
      case "closed" -> new Ownership.Closed();
      default -> throw new IllegalStateException("a snapshot with the unknown owner " + owner);
    };
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("a snapshot lacks a field of its owner");
    }
    return value;
  }
}
