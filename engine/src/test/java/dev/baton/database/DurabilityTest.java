package dev.baton.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.database.embedded.OutsidePostgres;
import dev.baton.testkit.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A PostgreSQL that somebody else runs, and has set up carelessly. */
class DurabilityTest {
  @RegisterExtension static final TestDatabase PROGRAMS = new TestDatabase();

  @TempDir static Path data;

  private static OutsidePostgres server;

  @BeforeAll
  static void start() throws Exception {
    server = OutsidePostgres.start(data, PROGRAMS.binaries());
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static void sql(String... statements) throws SQLException {
    DatabaseSettings settings = server.settings();
    try (Connection connection =
            DriverManager.getConnection(settings.url(), settings.user(), settings.password());
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  private static String show(String setting) throws SQLException {
    DatabaseSettings settings = server.settings();
    try (Connection connection =
            DriverManager.getConnection(settings.url(), settings.user(), settings.password());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW " + setting)) {
      row.next();
      return row.getString(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "fsync, off",
    "full_page_writes, off",
    "synchronous_commit, off",
    "synchronous_commit, local",
    "synchronous_commit, remote_write"
  })
  void aServerThatCanLoseWhatItAcknowledgedIsRefused(String setting, String value)
      throws Exception {
    sql("ALTER SYSTEM SET " + setting + " = " + value, "SELECT pg_reload_conf()");
    await().until(() -> show(setting).equals(value));

    assertThatThrownBy(() -> Database.open(server.settings()))
        .isInstanceOfSatisfying(
            DurabilityRefused.class, refused -> assertThat(refused.setting()).isEqualTo(setting))
        .hasMessageContaining(setting + " is " + value);

    sql("ALTER SYSTEM RESET ALL", "SELECT pg_reload_conf()");
    await().until(() -> show(setting).equals("on"));
    Database.open(server.settings()).close();
  }

  @ParameterizedTest
  @CsvSource({"ROLE", "DATABASE"})
  void alsoWhenOnlyOurRoleOrDatabaseIsSetSo(String what) throws SQLException {
    sql("ALTER " + what + " baton SET synchronous_commit = off");

    assertThatThrownBy(() -> Database.open(server.settings()))
        .isInstanceOf(DurabilityRefused.class)
        .hasMessageContaining("synchronous_commit");

    sql("ALTER " + what + " baton RESET synchronous_commit");
    Database.open(server.settings()).close();
  }

  @Test
  void isNotReadyOnceTheSettingIsTurnedOff() throws Exception {
    try (Database database = Database.open(server.settings())) {
      assertThat(database.isReady()).isTrue();

      sql("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()");
      await().until(() -> !database.isReady());

      sql("ALTER SYSTEM RESET ALL", "SELECT pg_reload_conf()");
      await().until(database::isReady);
    }
  }
}
