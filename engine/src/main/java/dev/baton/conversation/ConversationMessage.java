package dev.baton.conversation;

import akka.actor.typed.ActorRef;
import dev.baton.answering.Outcome;
import dev.baton.identity.RequestId;
import dev.baton.inboxview.InboxEntry;
import dev.baton.serialization.CborSerializable;
import org.jspecify.annotations.Nullable;

/** What can be sent to a conversation's actor. */
public sealed interface ConversationMessage {
  /** Do this, and say what became of it. */
  record Perform(
      Opening opening,
      Principal principal,
      ConversationCommand command,
      ActorRef<ConversationReply> replyTo)
      implements ConversationMessage, CborSerializable {}

  /** Tell this follower everything from now on. */
  record Follow(ActorRef<ConversationUpdate> follower)
      implements ConversationMessage, CborSerializable {}

  /** Say where you stand. */
  record Describe(ActorRef<Described> replyTo) implements ConversationMessage, CborSerializable {}

  /** Where a conversation stands; null when it has not begun. */
  record Described(@Nullable InboxEntry entry) implements CborSerializable {}

  /** Somebody is typing: followers are told, and the agent waits for the customer to finish. */
  record Typing(Principal principal) implements ConversationMessage, CborSerializable {}

  /**
   * Come alive, and publish where you stand: sent to conversations whose derived rows lag behind.
   * An incarnation that knows less than {@code rev}, which the journal is known to hold, ends
   * itself, so that its next one reads everything.
   */
  record Wake(long rev) implements ConversationMessage, CborSerializable {}

  /** End now; sent by sharding when the conversation may rest, or the node leaves. */
  record Stop() implements ConversationMessage, CborSerializable {}

  /** The customer has paused: ask the agent. */
  record AskDue(RequestId request) implements ConversationMessage {}

  /** The agent has come to an outcome. */
  record AgentReplied(RequestId request, long generation, Outcome outcome)
      implements ConversationMessage {}

  /** The agent has not come to an outcome in time. */
  record AnswerOverdue(RequestId request, long generation) implements ConversationMessage {}

  /** A follower has ended. */
  record FollowerEnded(ActorRef<ConversationUpdate> follower) implements ConversationMessage {}

  /** Nothing has happened for a while. */
  record Idle() implements ConversationMessage {}
}
