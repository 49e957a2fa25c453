package dev.baton.live;

import static dev.baton.conversation.ConversationSamples.CUSTOMER;
import static dev.baton.conversation.ConversationSamples.NOON;
import static dev.baton.conversation.ConversationSamples.WORKSPACE;

import dev.baton.identity.ConversationId;
import dev.baton.identity.OperatorId;
import dev.baton.identity.WorkspaceId;
import dev.baton.inboxview.InboxChange;
import dev.baton.inboxview.InboxEntry;
import dev.baton.inboxview.InboxEntry.OwnerKind;
import dev.baton.inboxview.Placement;
import org.jspecify.annotations.Nullable;

/** Rows that differ in what decides who is told of them. */
final class InboxRows {
  private InboxRows() {}

  static InboxEntry waiting(String conversation, long rev) {
    return row(WORKSPACE, conversation, rev, OwnerKind.QUEUE, null);
  }

  static InboxEntry agents(String conversation, long rev) {
    return row(WORKSPACE, conversation, rev, OwnerKind.AGENT, null);
  }

  static InboxEntry ownedBy(OperatorId operator, String conversation, long rev) {
    return row(WORKSPACE, conversation, rev, OwnerKind.OPERATOR, operator);
  }

  static InboxEntry row(
      WorkspaceId workspace,
      String conversation,
      long rev,
      OwnerKind owner,
      @Nullable OperatorId operator) {
    return new InboxEntry(
        new ConversationId(conversation),
        workspace,
        rev,
        owner,
        operator,
        operator == null ? null : "Somebody",
        1,
        1,
        CUSTOMER,
        null,
        null,
        null,
        null,
        null,
        owner == OwnerKind.QUEUE ? NOON : null,
        NOON,
        NOON);
  }

  /** It stays where it is. */
  static InboxChange change(InboxEntry entry) {
    return new InboxChange(entry.placement(), entry);
  }

  /** It has come from elsewhere. */
  static InboxChange move(InboxEntry from, InboxEntry to) {
    return new InboxChange(new Placement(from.owner(), from.operator()), to);
  }
}
