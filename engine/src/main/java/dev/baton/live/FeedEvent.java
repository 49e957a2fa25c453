package dev.baton.live;

import dev.baton.conversation.Principal;
import dev.baton.conversation.TimelineEntry;
import dev.baton.identity.ConversationId;
import dev.baton.inboxview.InboxEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link ConversationFeed} tells its socket. */
public sealed interface FeedEvent {
  ConversationId conversation();

  /**
   * The feed follows; {@code entry} is null while the conversation has not begun. Told again after
   * each reconnection.
   */
  record Following(ConversationId conversation, @Nullable InboxEntry entry) implements FeedEvent {}

  /**
   * What happened next.
   *
   * @param now the conversation as it is after these entries; null where more are on their way
   * @param goOn to be run when the client has taken them: a long past waits for that with the next
   */
  record Entries(
      ConversationId conversation,
      List<TimelineEntry> entries,
      @Nullable InboxEntry now,
      Runnable goOn)
      implements FeedEvent {}

  /** The conversation as it is after the entries told so far, where that was not said with them. */
  record Now(ConversationId conversation, InboxEntry entry) implements FeedEvent {}

  /** Somebody is typing. */
  record Typing(ConversationId conversation, Principal principal) implements FeedEvent {}

  /** The feed cannot go on. The client resumes from its cursor, unless that is what is wrong. */
  record Ended(ConversationId conversation, String reason, boolean resumable)
      implements FeedEvent {}
}
