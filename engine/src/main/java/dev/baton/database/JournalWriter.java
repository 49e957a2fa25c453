package dev.baton.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * Writes rows of the journal without any actor: a yardstick for what does it with one, and a way to
 * fill a database. Must not touch a conversation that is awake. One connection, one thread.
 */
public final class JournalWriter implements AutoCloseable {
  private static final String INSERT =
      """
      INSERT INTO event_journal (persistence_id, sequence_number, deleted, writer,
        write_timestamp, adapter_manifest, event_ser_id, event_ser_manifest, event_payload)
      VALUES (?, ?, false, ?, ?, '', ?, ?, ?)
      """;
  private static final String WRITER = "journal-writer";

  private final Connection connection;

  JournalWriter(DataSource source) {
    try {
      connection = source.getConnection();
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      throw new JournalNotWritten(e);
    }
  }

  /**
   * Writes the events in one batch and one transaction; their {@code ordering} is the database's.
   */
  public void write(List<StoredEvent> events) {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      long now = System.currentTimeMillis();
      for (StoredEvent event : events) {
        insert.setString(1, event.persistenceId());
        insert.setLong(2, event.sequenceNumber());
        insert.setString(3, WRITER);
        insert.setLong(4, now);
        insert.setInt(5, event.serializer());
        insert.setString(6, event.manifest());
        insert.setBytes(7, event.payload());
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
    } catch (SQLException e) {
      throw new JournalNotWritten(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new JournalNotWritten(e);
    }
  }
}
