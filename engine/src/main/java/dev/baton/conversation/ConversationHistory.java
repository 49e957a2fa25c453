package dev.baton.conversation;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.persistence.jdbc.query.javadsl.JdbcReadJournal;
import akka.persistence.query.PersistenceQuery;
import akka.persistence.query.javadsl.CurrentEventsByPersistenceIdQuery;
import akka.stream.javadsl.Source;
import dev.baton.identity.ConversationId;

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
    return journal
        .currentEventsByPersistenceId(
            ConversationSharding.persistenceId(conversation), after + 1, upTo)
        .map(envelope ->
            TimelineEntry.of(envelope.sequenceNr(), (ConversationEvent) envelope.event()));
  }
}
