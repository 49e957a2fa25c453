package dev.baton.database.upkeep;

import dev.baton.database.DatabaseSettings;
import dev.baton.database.DatabaseUnavailable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** How much a database holds. */
public final class DatabaseSize {
  private final DatabaseSettings settings;

  public DatabaseSize(DatabaseSettings settings) {
    this.settings = settings;
  }

  /** What it takes on disk, indexes and all, without the log of its writes. */
  public long bytes() {
    return number("SELECT pg_database_size(current_database())");
  }

  public long events() {
    return number("SELECT count(*) FROM event_journal");
  }

  public long snapshots() {
    return number("SELECT count(*) FROM snapshot");
  }

  /** After a great many new rows: what the server's own upkeep would do in the minutes to come. */
  public void settle() {
    try (Connection connection = settings.unpooled().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("VACUUM (ANALYZE)");
      statement.execute("CHECKPOINT");
    } catch (SQLException e) {
      throw DatabaseUnavailable.connecting(settings, e);
    }
  }

  private long number(String sql) {
    try (Connection connection = settings.unpooled().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw DatabaseUnavailable.connecting(settings, e);
    }
  }
}
