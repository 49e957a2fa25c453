package dev.baton.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The tables of a database as its catalogue has them; names come from there, never from a file. */
public final class Tables {
  private static final String OURS =
      "c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())";

  private final Connection connection;

  public Tables(Connection connection) {
    this.connection = connection;
  }

  /** A table, and the columns that can be written, in their order. */
  public record Table(String name, List<String> columns) {}

  /** How far a sequence has come; {@code called} when that number was given out. */
  public record Sequence(String name, long value, boolean called) {}

  /** A name as SQL takes it, whatever it holds. */
  public static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static boolean exists(Connection connection, String table) throws SQLException {
    return !new Tables(connection)
        .names(
            "SELECT c.relname FROM pg_class c WHERE c.relkind IN ('r', 'p') AND "
                + OURS
                + " AND c.relname = ?",
            table)
        .isEmpty();
  }

  /** Whether a table of this name is there. */
  public boolean has(String table) throws SQLException {
    return exists(connection, table);
  }

  /**
   * What is kept: every table but Flyway's history, the mark of a copy, and the nodes that run. One
   * that refers to another comes after it.
   */
  public List<Table> kept() throws SQLException {
    List<String> waiting =
        names(
            "SELECT c.relname FROM pg_class c WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition"
                + " AND "
                + OURS
                + " ORDER BY 1");
    waiting.removeAll(List.of(Migrations.HISTORY, RestoredCopy.TABLE, "node", "node_lease"));
    List<Table> ordered = new ArrayList<>();
    while (!waiting.isEmpty()) {
      String next = waiting.getFirst();
      for (String candidate : waiting) {
        if (referred(candidate).stream().noneMatch(waiting::contains)) {
          next = candidate;
          break;
        }
      }
      waiting.remove(next);
      ordered.add(new Table(next, columns(next)));
    }
    return List.copyOf(ordered);
  }

  /** Every sequence. Asked after the snapshot was taken, it is at least as far as the rows are. */
  public List<Sequence> sequences() throws SQLException {
    List<Sequence> sequences = new ArrayList<>();
    for (String name :
        names(
            "SELECT c.relname FROM pg_class c WHERE c.relkind = 'S' AND " + OURS + " ORDER BY 1")) {
      try (Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery("SELECT last_value, is_called FROM " + quoted(name))) {
        row.next();
        sequences.add(new Sequence(name, row.getLong(1), row.getBoolean(2)));
      }
    }
    return List.copyOf(sequences);
  }

  /** Makes a sequence go on from where another was. */
  public void set(Sequence sequence) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT setval(CAST(? AS regclass), ?, ?)")) {
      statement.setString(1, quoted(sequence.name()));
      statement.setLong(2, sequence.value());
      statement.setBoolean(3, sequence.called());
      statement.execute();
    }
  }

  public boolean isEmpty(String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT 1 FROM " + quoted(table) + " LIMIT 1")) {
      return !row.next();
    }
  }

  private List<String> columns(String table) throws SQLException {
    return names(
        "SELECT a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
            + " WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND "
            + OURS
            + " AND c.relname = ? ORDER BY a.attnum",
        table);
  }

  private List<String> referred(String table) throws SQLException {
    List<String> referred =
        names(
            "SELECT f.relname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid"
                + " JOIN pg_class f ON f.oid = k.confrelid WHERE k.contype = 'f' AND "
                + OURS
                + " AND c.relname = ?",
            table);
    referred.remove(table);
    return referred;
  }

  private List<String> names(String sql, String... parameters) throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int n = 0; n < parameters.length; n++) {
        statement.setString(n + 1, parameters[n]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
    }
    return names;
  }
}
