package dev.baton.conversation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.baton.answering.Outcome;
import dev.baton.identity.IdempotencyKey;
import dev.baton.identity.RequestId;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to happen in a conversation. {@link ConversationRules} decides whether it
 * does.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ConversationCommand.PostMessage.class, name = "post_message"),
  @JsonSubTypes.Type(value = ConversationCommand.AskForPerson.class, name = "ask_for_person"),
  @JsonSubTypes.Type(value = ConversationCommand.RateAnswer.class, name = "rate_answer"),
  @JsonSubTypes.Type(value = ConversationCommand.CompleteAnswer.class, name = "complete_answer"),
  @JsonSubTypes.Type(value = ConversationCommand.Reply.class, name = "reply"),
  @JsonSubTypes.Type(value = ConversationCommand.AddNote.class, name = "add_note"),
  @JsonSubTypes.Type(value = ConversationCommand.TakeOver.class, name = "take_over"),
  @JsonSubTypes.Type(value = ConversationCommand.HandBack.class, name = "hand_back"),
  @JsonSubTypes.Type(value = ConversationCommand.Close.class, name = "close")
})
public sealed interface ConversationCommand {

  /**
   * A change that a caller may send twice: the same key has one effect for the life of the
   * conversation.
   */
  sealed interface Keyed extends ConversationCommand {
    IdempotencyKey key();
  }

  /**
   * A keyed command by which an operator changes the owner; {@code generation} is the one the
   * operator saw.
   */
  sealed interface OwnershipChange extends Keyed {
    long generation();
  }

  /** The customer writes. */
  record PostMessage(IdempotencyKey key, String text) implements Keyed {}

  /** The customer asks for a person by the button that is always there. */
  record AskForPerson(IdempotencyKey key) implements Keyed {}

  /** The customer says whether the answer that is message {@code seq} helped. */
  record RateAnswer(IdempotencyKey key, long seq, boolean helpful) implements Keyed {}

  /** The agent has come to an outcome for a request that was made of it in {@code generation}. */
  record CompleteAnswer(RequestId request, long generation, Outcome outcome)
      implements ConversationCommand {}

  /**
   * An operator writes to the customer; takes the conversation over where the agent or the queue
   * owns it.
   */
  record Reply(IdempotencyKey key, String text, @Nullable Long generation) implements Keyed {}

  /** An operator writes something for colleagues; whoever owns the conversation. */
  record AddNote(IdempotencyKey key, String text) implements Keyed {}

  /** An operator makes the conversation theirs. */
  record TakeOver(IdempotencyKey key, long generation) implements OwnershipChange {}

  /** An operator gives the conversation to the agent again. */
  record HandBack(IdempotencyKey key, long generation) implements OwnershipChange {}

  /** An operator ends the episode. */
  record Close(IdempotencyKey key, long generation) implements OwnershipChange {}
}
