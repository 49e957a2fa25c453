package dev.baton.conversation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.baton.answering.Citation;
import dev.baton.answering.Why;
import dev.baton.handoff.HandoffReason;
import dev.baton.identity.IdempotencyKey;
import dev.baton.identity.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened in a conversation, as others may see it: the public shape of an event, so
 * that the journal and the wire can change apart.
 *
 * @param rev its place in the conversation's history: 1, 2, 3, …
 */
public record TimelineEntry(long rev, Instant at, Happening happening) {

  /** What happened. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Happening.Opened.class, name = "opened"),
    @JsonSubTypes.Type(value = Happening.Said.class, name = "said"),
    @JsonSubTypes.Type(value = Happening.PersonRequested.class, name = "person_requested"),
    @JsonSubTypes.Type(value = Happening.Rated.class, name = "rated"),
    @JsonSubTypes.Type(value = Happening.Asked.class, name = "asked"),
    @JsonSubTypes.Type(value = Happening.HandedOff.class, name = "handed_off"),
    @JsonSubTypes.Type(value = Happening.TakenOver.class, name = "taken_over"),
    @JsonSubTypes.Type(value = Happening.Noted.class, name = "noted"),
    @JsonSubTypes.Type(value = Happening.HandedBack.class, name = "handed_back"),
    @JsonSubTypes.Type(value = Happening.Closed.class, name = "closed"),
    @JsonSubTypes.Type(value = Happening.Reopened.class, name = "reopened"),
    @JsonSubTypes.Type(value = Happening.Suggested.class, name = "suggested")
  })
  public sealed interface Happening {
    /** The conversation began. */
    record Opened(@Nullable String pageUrl, @Nullable String pageTitle) implements Happening {}

    /** Customer and workspace said something to each other: all that customers see. */
    record Said(Message message) implements Happening {}

    /** The customer pressed the button that asks for a person. */
    record PersonRequested() implements Happening {}

    /** The customer said whether the answer that is message {@code seq} helped. */
    record Rated(long seq, boolean helpful) implements Happening {}

    /** The agent was asked. */
    record Asked(RequestId request, long upToSeq, ConversationEvent.AgentAsked.Cause cause)
        implements Happening {}

    /** The agent gave the conversation to the team. */
    record HandedOff(HandoffReason reason, long generation, String question, @Nullable Why why)
        implements Happening {}

    /** An operator made it theirs. */
    record TakenOver(Principal.Operator operator, long generation, String from)
        implements Happening {}

    /** An operator wrote something for colleagues. */
    record Noted(Principal.Operator operator, IdempotencyKey key, String text)
        implements Happening {}

    /** An operator gave it to the agent again. */
    record HandedBack(Principal.Operator operator, long generation) implements Happening {}

    /** An operator ended the episode. */
    record Closed(Principal.Operator operator, long generation) implements Happening {}

    /** The next episode began. */
    record Reopened(long generation, int episode) implements Happening {}

    /** What the agent was about to say when it lost the conversation. Never shown to customers. */
    record Suggested(String text, List<Citation> citations, double confidence, String reason)
        implements Happening {}
  }

  /** The public shape of an event that is the {@code rev}th of its conversation. */
  public static TimelineEntry of(long rev, ConversationEvent event) {
    return new TimelineEntry(rev, event.at(), happening(event));
  }

  /** What it says to customers: the only way from a happening to a customer, but for ratings. */
  public Optional<Message> forCustomer() {
    return happening instanceof Happening.Said said
        ? Optional.of(said.message())
        : Optional.empty();
  }

  /** What the customer said of an answer, for the customer's other tabs. */
  public Optional<Happening.Rated> ratingForCustomer() {
    return happening instanceof Happening.Rated rated ? Optional.of(rated) : Optional.empty();
  }

  private static Happening happening(ConversationEvent event) {
    return switch (event) {
      case ConversationEvent.ConversationOpened opened ->
          new Happening.Opened(opened.pageUrl(), opened.pageTitle());
      case ConversationEvent.PersonRequested requested -> new Happening.PersonRequested();
      case ConversationEvent.AnswerRated rated -> new Happening.Rated(rated.seq(), rated.helpful());
      case ConversationEvent.AgentAsked asked ->
          new Happening.Asked(asked.request(), asked.upToSeq(), asked.cause());
      case ConversationEvent.HandedOff off ->
          new Happening.HandedOff(off.reason(), off.generation(), off.question(), off.why());
      case ConversationEvent.AnswerDropped dropped ->
          new Happening.Suggested(
              dropped.text(), dropped.citations(), dropped.confidence(), dropped.reason());
      case ConversationEvent.OperatorTookOver took ->
          new Happening.TakenOver(
              new Principal.Operator(took.operator(), took.operatorName()),
              took.generation(),
              took.from());
      case ConversationEvent.NoteAdded note ->
          new Happening.Noted(
              new Principal.Operator(note.operator(), note.operatorName()),
              note.key(),
              note.text());
      case ConversationEvent.HandedBack back ->
          new Happening.HandedBack(
              new Principal.Operator(back.operator(), back.operatorName()), back.generation());
      case ConversationEvent.ConversationClosed closed ->
          new Happening.Closed(
              new Principal.Operator(closed.operator(), closed.operatorName()),
              closed.generation());
      case ConversationEvent.ConversationReopened reopened ->
          new Happening.Reopened(reopened.generation(), reopened.episode());
      case ConversationEvent.CustomerWrote wrote -> new Happening.Said(message(wrote));
      case ConversationEvent.AgentSpoke spoke -> new Happening.Said(message(spoke));
      case ConversationEvent.OperatorReplied replied -> new Happening.Said(message(replied));
    };
  }

  /** What a customer or an operator said in one write; null where they said nothing. */
  public static @Nullable Message saidByAPerson(List<ConversationEvent> events) {
    for (ConversationEvent event : events) {
      if (event instanceof ConversationEvent.CustomerWrote wrote) {
        return message(wrote);
      }
      if (event instanceof ConversationEvent.OperatorReplied replied) {
        return message(replied);
      }
    }
    return null;
  }

  static Message message(ConversationEvent.CustomerWrote wrote) {
    return new Message(
        wrote.seq(),
        wrote.episode(),
        new Message.Author.Customer(),
        "text",
        wrote.text(),
        List.of(),
        null,
        wrote.key(),
        wrote.at());
  }

  static Message message(ConversationEvent.AgentSpoke spoke) {
    String kind = spoke.kind().name().toLowerCase(java.util.Locale.ROOT);
    return new Message(
        spoke.seq(),
        spoke.episode(),
        new Message.Author.Agent(),
        kind,
        spoke.text(),
        spoke.citations(),
        spoke.why(),
        null,
        spoke.at());
  }

  static Message message(ConversationEvent.OperatorReplied replied) {
    Message.Author author = new Message.Author.Operator(replied.operator(), replied.operatorName());
    return new Message(
        replied.seq(),
        replied.episode(),
        author,
        "text",
        replied.text(),
        List.of(),
        null,
        replied.key(),
        replied.at());
  }
}
