package dev.baton.conversation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.baton.answering.Citation;
import dev.baton.answering.Why;
import dev.baton.handoff.HandoffReason;
import dev.baton.identity.CustomerId;
import dev.baton.identity.IdempotencyKey;
import dev.baton.identity.OperatorId;
import dev.baton.identity.RequestId;
import dev.baton.identity.WorkspaceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a conversation. The journal is for ever: names and fields stay, new fields are
 * nullable, and every form ever written has golden bytes in the tests. Times are for showing; order
 * is that of the journal.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(
      value = ConversationEvent.ConversationOpened.class,
      name = "conversation_opened"),
  @JsonSubTypes.Type(value = ConversationEvent.CustomerWrote.class, name = "customer_wrote"),
  @JsonSubTypes.Type(value = ConversationEvent.PersonRequested.class, name = "person_requested"),
  @JsonSubTypes.Type(value = ConversationEvent.AgentAsked.class, name = "agent_asked"),
  @JsonSubTypes.Type(value = ConversationEvent.AgentSpoke.class, name = "agent_spoke"),
  @JsonSubTypes.Type(value = ConversationEvent.HandedOff.class, name = "handed_off"),
  @JsonSubTypes.Type(value = ConversationEvent.AnswerRated.class, name = "answer_rated"),
  @JsonSubTypes.Type(value = ConversationEvent.AnswerDropped.class, name = "answer_dropped"),
  @JsonSubTypes.Type(value = ConversationEvent.OperatorTookOver.class, name = "operator_took_over"),
  @JsonSubTypes.Type(value = ConversationEvent.OperatorReplied.class, name = "operator_replied"),
  @JsonSubTypes.Type(value = ConversationEvent.NoteAdded.class, name = "note_added"),
  @JsonSubTypes.Type(value = ConversationEvent.HandedBack.class, name = "handed_back"),
  @JsonSubTypes.Type(
      value = ConversationEvent.ConversationClosed.class,
      name = "conversation_closed"),
  @JsonSubTypes.Type(
      value = ConversationEvent.ConversationReopened.class,
      name = "conversation_reopened")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface ConversationEvent {
  Instant at();

  /** The first of every conversation; the agent owns it, in generation 1 and episode 1. */
  record ConversationOpened(
      WorkspaceId workspace,
      CustomerId customer,
      @Nullable String pageUrl,
      @Nullable String pageTitle,
      Instant at)
      implements ConversationEvent {}

  /** The customer said something. */
  record CustomerWrote(long seq, int episode, IdempotencyKey key, String text, Instant at)
      implements ConversationEvent {}

  /** The customer pressed the button that asks for a person. */
  record PersonRequested(IdempotencyKey key, Instant at) implements ConversationEvent {}

  /**
   * The agent was asked to answer what the customer said up to {@code upToSeq}; replaces any
   * request before it.
   *
   * @param cause what it was asked for; version 1 did not say, see {@link
   *     ConversationEventMigration}
   */
  record AgentAsked(RequestId request, long generation, long upToSeq, Cause cause, Instant at)
      implements ConversationEvent {

    /** Why the agent was asked. */
    public enum Cause {
      /** The customer wrote. */
      @JsonProperty("message")
      MESSAGE,
      /** A source of its answer was removed while it was computed. */
      @JsonProperty("source_removed")
      SOURCE_REMOVED,
      /** An operator handed back what nobody had answered. */
      @JsonProperty("handed_back")
      HANDED_BACK,
      /** Stored before causes were. */
      @JsonProperty("not_recorded")
      NOT_RECORDED
    }
  }

  /**
   * The agent said something: the only event by which the machine speaks.
   *
   * @param request what it answers; null where the customer pressed the button
   * @param generation the one it was asked in, and spoke in
   */
  record AgentSpoke(
      long seq,
      int episode,
      @Nullable RequestId request,
      long generation,
      Kind kind,
      String text,
      List<Citation> citations,
      @Nullable Why why,
      Instant at)
      implements ConversationEvent {

    /** What kind of thing the agent said. */
    public enum Kind {
      @JsonProperty("answer")
      ANSWER,
      @JsonProperty("smalltalk")
      SMALLTALK,
      /** The one line that goes with a handoff. */
      @JsonProperty("handoff")
      HANDOFF,
      /** Whether a person is wanted; at most once in an episode. */
      @JsonProperty("question")
      QUESTION,
      /** Instead of a handoff, where routing is off. */
      @JsonProperty("unanswered")
      UNANSWERED
    }
  }

  /** The agent gave the conversation to the team; the queue owns it from here on. */
  record HandedOff(
      long generation, HandoffReason reason, String question, @Nullable Why why, Instant at)
      implements ConversationEvent {}

  /**
   * The customer said whether the answer that is message {@code seq} helped; replaces what they
   * said of it before.
   *
   * @param episode the one in which it was said
   */
  record AnswerRated(IdempotencyKey key, long seq, int episode, boolean helpful, Instant at)
      implements ConversationEvent {}

  /** An answer came too late and was not said; kept for the operators. */
  record AnswerDropped(
      RequestId request,
      long askedInGeneration,
      String reason,
      String text,
      List<Citation> citations,
      double confidence,
      Instant at)
      implements ConversationEvent {}

  /**
   * An operator made the conversation theirs.
   *
   * @param from who owned it: {@code agent}, {@code queue} or {@code operator}
   * @param key null where a reply did it
   */
  record OperatorTookOver(
      long generation,
      OperatorId operator,
      String operatorName,
      String from,
      @Nullable IdempotencyKey key,
      Instant at)
      implements ConversationEvent {}

  /** An operator said something to the customer. */
  record OperatorReplied(
      long seq,
      int episode,
      IdempotencyKey key,
      OperatorId operator,
      String operatorName,
      String text,
      Instant at)
      implements ConversationEvent {}

  /** An operator wrote something for colleagues. It has no seq: it is no message. */
  record NoteAdded(
      IdempotencyKey key, OperatorId operator, String operatorName, String text, Instant at)
      implements ConversationEvent {}

  /** An operator gave the conversation to the agent again. */
  record HandedBack(
      long generation, OperatorId operator, String operatorName, IdempotencyKey key, Instant at)
      implements ConversationEvent {}

  /** An operator ended the episode; nobody owns the conversation. */
  record ConversationClosed(
      long generation, OperatorId operator, String operatorName, IdempotencyKey key, Instant at)
      implements ConversationEvent {}

  /** The next episode began; the agent owns the conversation. */
  record ConversationReopened(long generation, int episode, Instant at)
      implements ConversationEvent {}
}
