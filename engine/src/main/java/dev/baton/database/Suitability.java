package dev.baton.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a PostgreSQL must be before Baton keeps anything in it, asked on one connection. */
public final class Suitability {
  private static final int VERSION_LEAST = 140_000;
  private static final List<String> DURABILITY =
      List.of("fsync", "synchronous_commit", "full_page_writes");

  private final Connection connection;
  private final DatabaseSettings settings;

  public Suitability(Connection connection, DatabaseSettings settings) {
    this.connection = connection;
    this.settings = settings;
  }

  /** Refuses a database of which any of the questions below has a bad answer. */
  void check() throws SQLException {
    checkVersion();
    checkWritable();
    checkDurable();
  }

  public String version() throws SQLException {
    return setting("server_version");
  }

  /** Refuses a PostgreSQL that is too old. */
  public void checkVersion() throws SQLException {
    if (Integer.parseInt(setting("server_version_num")) < VERSION_LEAST) {
      throw new DatabaseUnsuitable(
          settings.where()
              + " is PostgreSQL "
              + version()
              + ": Baton needs "
              + VERSION_LEAST / 10_000
              + " or later",
          null);
    }
  }

  /** Refuses a standby, and a role or database that was set to read only. */
  public void checkWritable() throws SQLException {
    if (!setting("transaction_read_only").equals("off")) {
      throw new DatabaseUnsuitable(
          settings.where()
              + " takes no writes: name the primary server, or turn default_transaction_read_only"
              + " off",
          null);
    }
  }

  /** Refuses a server that can lose what it has acknowledged. */
  public void checkDurable() throws SQLException {
    for (String name : DURABILITY) {
      String value = setting(name);
      // remote_apply is on, and then waits for the standby as well.
      if (!value.equals("on") && !value.equals("remote_apply")) {
        throw new DurabilityRefused(name, value, settings.where());
      }
    }
  }

  /** Refuses a role that may not use the tables there are, or make those that are to come. */
  public void checkRights(boolean tablesToCome) throws SQLException {
    Optional<String> schema = text("SELECT current_schema()");
    if (schema.isEmpty()) {
      throw forbidden(
          "may use no schema", "GRANT USAGE, CREATE ON SCHEMA public TO " + settings.user());
    }
    String where = Tables.quoted(schema.get());
    if (tablesToCome && !holds("SELECT has_schema_privilege(current_schema(), 'CREATE')")) {
      throw forbidden(
          "may not create tables", "GRANT CREATE ON SCHEMA " + where + " TO " + settings.user());
    }
    List<String> closed = closedTables();
    if (!closed.isEmpty()) {
      throw forbidden(
          "may not read and write " + String.join(", ", closed),
          "GRANT ALL ON ALL TABLES IN SCHEMA " + where + " TO " + settings.user());
    }
  }

  private List<String> closedTables() throws SQLException {
    String sql =
        """
        SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p')
          AND NOT (has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT')
            AND has_table_privilege(c.oid, 'UPDATE') AND has_table_privilege(c.oid, 'DELETE'))
        ORDER BY 1
        """;
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private DatabaseUnsuitable forbidden(String what, String grant) {
    return new DatabaseUnsuitable(
        "user "
            + settings.user()
            + " "
            + what
            + " at "
            + settings.where()
            + ": let the owner run "
            + grant,
        null);
  }

  private String setting(String name) throws SQLException {
    return text("SHOW " + name).orElseThrow(() -> new SQLException("no setting " + name));
  }

  private boolean holds(String sql) throws SQLException {
    return text(sql).filter("t"::equals).isPresent();
  }

  private Optional<String> text(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
    }
  }
}
