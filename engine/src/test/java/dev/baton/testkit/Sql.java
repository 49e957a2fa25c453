package dev.baton.testkit;

import dev.baton.database.DatabaseSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** SQL as somebody else would run it on a database, past everything of ours. */
public final class Sql {
  private final DatabaseSettings settings;

  public Sql(DatabaseSettings settings) {
    this.settings = settings;
  }

  public void run(String... statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of every row. */
  public List<String> list(String sql) {
    List<String> values = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return values;
  }

  /** The first column of the only row. */
  public String value(String sql) {
    return list(sql).getFirst();
  }

  /** Each table's name and its rows as text, in an order of their own, but for some tables. */
  public List<String> everything(String... except) {
    List<String> all = new ArrayList<>();
    for (String table :
        list("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")) {
      if (List.of(except).contains(table)) {
        continue;
      }
      all.add(table);
      all.addAll(list("SELECT t::text FROM " + table + " t ORDER BY 1"));
    }
    return all;
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(settings.url(), settings.user(), settings.password());
  }
}
