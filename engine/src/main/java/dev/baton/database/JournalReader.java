package dev.baton.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * The journal as it lies on disk, read without the actors that wrote it: for the checker, which
 * must not trust their code, and for the reconciler, which compares it with rows derived from it.
 */
public final class JournalReader {
  private static final int FETCH_SIZE = 500;

  private final DataSource unpooled;

  JournalReader(DataSource unpooled) {
    this.unpooled = unpooled;
  }

  /**
   * Shows every event with an ordering larger than the given one; 0 for all. Conversations come one
   * after the other, each in the order of its sequence numbers, all from one snapshot of the
   * database, and only a few hundred are in memory at a time. What the visitor throws ends it.
   */
  public void forEach(long afterOrdering, Visitor visitor) {
    String sql =
        """
        SELECT ordering, persistence_id, sequence_number, deleted, event_ser_id,
          event_ser_manifest, event_payload
        FROM event_journal WHERE ordering > ? ORDER BY persistence_id, sequence_number
        """;
    try (Connection connection = unpooled.getConnection()) {
      connection.setReadOnly(true);
      // Only without auto-commit does the driver fetch in parts instead of all at once.
      connection.setAutoCommit(false);
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setFetchSize(FETCH_SIZE);
        statement.setLong(1, afterOrdering);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            visitor.visit(
                new StoredEvent(
                    rows.getLong(1),
                    rows.getString(2),
                    rows.getLong(3),
                    rows.getBoolean(4),
                    rows.getInt(5),
                    rows.getString(6),
                    rows.getBytes(7)));
          }
        }
      }
    } catch (SQLException e) {
      throw new JournalUnreadable(e);
    }
  }

  /**
   * How far each conversation has come that was written to after the given ordering.
   *
   * <p>Orderings become visible in the order of commits, not of numbers: a slow transaction can
   * still add a lower one. Whoever polls from {@link Heads#highest()} must step back over what ten
   * seconds can write, or it skips an event for ever.
   */
  public Heads heads(long afterOrdering) {
    String sql =
        """
        SELECT persistence_id, max(sequence_number), max(ordering)
        FROM event_journal WHERE ordering > ? GROUP BY persistence_id ORDER BY persistence_id
        """;
    try (Connection connection = unpooled.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, afterOrdering);
      List<Head> heads = new ArrayList<>();
      long highest = afterOrdering;
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          heads.add(new Head(rows.getString(1), rows.getLong(2), rows.getLong(3)));
          highest = Math.max(highest, rows.getLong(3));
        }
      }
      return new Heads(List.copyOf(heads), highest);
    } catch (SQLException e) {
      throw new JournalUnreadable(e);
    }
  }

  /** Takes one event after the other. */
  @FunctionalInterface
  public interface Visitor {
    void visit(StoredEvent event);
  }

  /** The last event of one conversation. */
  public record Head(String persistenceId, long sequenceNumber, long ordering) {}

  /**
   * The conversations that were written to.
   *
   * @param highest the highest ordering seen; the one asked for when there was none
   */
  public record Heads(List<Head> heads, long highest) {}

  /** The journal could not be read to its end. */
  public static final class JournalUnreadable extends RuntimeException {
    JournalUnreadable(SQLException cause) {
      super("the journal could not be read: " + DatabaseUnavailable.firstLine(cause), cause);
    }
  }
}
