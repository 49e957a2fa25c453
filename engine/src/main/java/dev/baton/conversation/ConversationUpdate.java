package dev.baton.conversation;

import akka.actor.typed.ActorRef;
import dev.baton.inboxview.InboxEntry;
import dev.baton.serialization.CborSerializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a conversation tells those who follow it. */
public sealed interface ConversationUpdate extends CborSerializable {
  /**
   * The following has begun: everything after {@code rev} will be told, everything up to it is in
   * the journal.
   *
   * @param conversation the incarnation that tells; when it ends, follow again
   * @param entry the conversation as of {@code rev}; null when it has not begun
   */
  record Followed(ActorRef<ConversationMessage> conversation, long rev, @Nullable InboxEntry entry)
      implements ConversationUpdate {}

  /** These were stored, in this order. */
  record Happened(List<TimelineEntry> entries, InboxEntry entry) implements ConversationUpdate {}

  /** Somebody is typing. Not stored. */
  record Typing(Principal principal) implements ConversationUpdate {}

  /** Too many follow already. */
  record FollowRefused() implements ConversationUpdate {}
}
