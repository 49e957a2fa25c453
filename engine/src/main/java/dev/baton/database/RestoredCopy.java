package dev.baton.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * That a database was made by {@code ./baton restore}, and nobody has said yet that it takes the
 * place of the original. While it stands, nothing may be sent out of Baton: the original may still
 * run, and has sent it already.
 *
 * @param takenAt when the backup was made
 * @param restoredAt when the copy was made
 */
public record RestoredCopy(Instant takenAt, Instant restoredAt) {
  static final String TABLE = "restored_copy";

  /** The mark; empty for an original, a confirmed copy, and tables of before there were marks. */
  public static Optional<RestoredCopy> find(Connection connection) throws SQLException {
    if (!Tables.exists(connection, TABLE)) {
      return Optional.empty();
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT taken_at, restored_at FROM restored_copy")) {
      return row.next()
          ? Optional.of(
              new RestoredCopy(
                  Columns.instant(row, "taken_at"), Columns.instant(row, "restored_at")))
          : Optional.empty();
    }
  }

  /** Sets the mark, in the caller's transaction. */
  public static void mark(Connection connection, Instant takenAt) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("INSERT INTO restored_copy (taken_at) VALUES (?)")) {
      statement.setObject(1, OffsetDateTime.ofInstant(takenAt, ZoneOffset.UTC));
      statement.executeUpdate();
    }
  }

  /** Takes the mark away, beside a server or without one; whether there was one. */
  public static boolean confirm(DatabaseSettings settings) {
    try (Connection connection = settings.unpooled().getConnection()) {
      if (!Tables.exists(connection, TABLE)) {
        return false;
      }
      try (Statement statement = connection.createStatement()) {
        return statement.executeUpdate("DELETE FROM restored_copy") > 0;
      }
    } catch (SQLException e) {
      throw DatabaseUnavailable.connecting(settings, e);
    }
  }
}
