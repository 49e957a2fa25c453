package dev.baton.conversation;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.persistence.jdbc.query.javadsl.JdbcReadJournal;
import akka.persistence.query.EventEnvelope;
import akka.persistence.query.PersistenceQuery;
import akka.persistence.query.javadsl.CurrentEventsByPersistenceIdQuery;
import akka.stream.javadsl.Source;
import dev.baton.identity.ConversationId;
import dev.baton.inboxview.InboxEntry;

/** Reads what happened in a conversation from the journal. */
public final class ConversationHistory {
  private final CurrentEventsByPersistenceIdQuery journal;

  public ConversationHistory(ActorSystem<?> system) {
    journal =
        PersistenceQuery.get(system)
            .getReadJournalFor(JdbcReadJournal.class, JdbcReadJournal.Identifier());
  }

  ConversationHistory(CurrentEventsByPersistenceIdQuery journal) {
    this.journal = journal;
  }

  /** The entries with {@code rev} from {@code after} + 1 to {@code upTo}, in order. */
  public Source<TimelineEntry, NotUsed> read(ConversationId conversation, long after, long upTo) {
    return events(conversation, after, upTo)
        .map(envelope ->
            TimelineEntry.of(envelope.sequenceNr(), (ConversationEvent) envelope.event()));
  }

  /** Every event of a conversation, in order. */
  public Source<ConversationEvent, NotUsed> events(ConversationId conversation) {
    return events(conversation, 0, Long.MAX_VALUE)
        .map(envelope -> (ConversationEvent) envelope.event());
  }

  /**
   * The one row of the inbox that the conversation was after its first {@code rev} events, 1 or
   * more: folded as a conversation that starts folds its journal.
   */
  public Source<InboxEntry, NotUsed> entryAsOf(ConversationId conversation, long rev) {
    return events(conversation, 0, rev)
        .fold(
            ConversationState.empty(),
            (state, envelope) ->
                ConversationState.evolve(state, (ConversationEvent) envelope.event()))
        .map(state -> state.entry(conversation));
  }

  /** The one history of who owned the conversation in its first {@code upTo} events. */
  public Source<OwnershipHistory, NotUsed> ownership(ConversationId conversation, long upTo) {
    return read(conversation, 0, upTo).fold(OwnershipHistory.empty(), OwnershipHistory::after);
  }

  private Source<EventEnvelope, NotUsed> events(
      ConversationId conversation, long after, long upTo) {
    return journal.currentEventsByPersistenceId(
        ConversationSharding.persistenceId(conversation), after + 1, upTo);
  }
}
