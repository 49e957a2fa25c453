package dev.baton.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.testkit.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {
  private static final String SECRET = "s3cret-pw";
  private static final String LOCK = "422541815662";

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static Connection connect() throws SQLException {
    DatabaseSettings settings = DATABASE.settings();
    return DriverManager.getConnection(settings.url(), settings.user(), settings.password());
  }

  private static String value(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void aWrongPasswordIsNamedAndNotRepeated() {
    DatabaseSettings settings = DatabaseSettings.of(DATABASE.settings().url(), "baton", SECRET);

    assertThatThrownBy(() -> Database.open(settings))
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessageContaining("baton.database.password")
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void anUnknownDatabaseIsNamed() {
    assertThatThrownBy(() -> Database.open(DATABASE.settings("nowhere")))
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessageContaining("/nowhere")
        .hasMessageContaining("baton.database.url");
  }

  @Test
  void aServerThatIsNotThereIsNamed() throws IOException {
    int unused;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      unused = socket.getLocalPort();
    }
    String url = "postgresql://baton:" + SECRET + "@127.0.0.1:" + unused + "/baton";

    assertThatThrownBy(() -> Database.open(DatabaseSettings.of(url, null, null)))
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessageContaining("127.0.0.1:" + unused)
        .hasMessageContaining("baton.database.url")
        .hasMessageNotContaining(SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://u:s3cret-pw@h/d",
        "postgresql://u:s3cret-pw@h:port/d",
        "postgresql://u:s3cret-pw^@h/d",
        "",
        "h:5432"
      })
  void anAddressOfAnotherKindIsNamedAndNotRepeated(String url) {
    assertThatThrownBy(() -> DatabaseSettings.of(url, null, null))
        .isInstanceOf(DatabaseUnavailable.class)
        .hasNoCause()
        .hasMessageContaining("baton.database.url")
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void credentialsAreTakenOutOfTheAddress() {
    DatabaseSettings uri =
        DatabaseSettings.of("postgres://ada:p%40s+s@db.example/shop?sslmode=require", null, null);
    DatabaseSettings jdbc =
        DatabaseSettings.of(
            "jdbc:postgresql://db.example:6432/shop?user=ada&sslmode=require&password=pw",
            null,
            "wins");

    assertThat(uri.url()).isEqualTo("jdbc:postgresql://db.example/shop?sslmode=require");
    assertThat(uri.where()).isEqualTo("db.example:5432/shop");
    assertThat(uri.user()).isEqualTo("ada");
    assertThat(uri.password()).isEqualTo("p@s+s");
    assertThat(jdbc.url()).isEqualTo("jdbc:postgresql://db.example:6432/shop?sslmode=require");
    assertThat(jdbc.user()).isEqualTo("ada");
    assertThat(jdbc.password()).isEqualTo("wins");
    assertThat(jdbc.toString()).isEqualTo("DatabaseSettings[ada@db.example:6432/shop]");
  }

  @Test
  void aSecondServerOnTheSameDatabaseIsRefused() {
    assertThatThrownBy(() -> Database.open(DATABASE.settings()))
        .isInstanceOf(DatabaseInUse.class)
        .hasMessageContaining(DATABASE.settings().where());

    assertThat(DATABASE.database().isReady()).isTrue();
    assertThat(DATABASE.reopen().isReady()).isTrue();
  }

  @Test
  void theLockIsTakenAgainAfterTheDatabaseWasAway() throws SQLException {
    try (Connection outside = connect()) {
      String holder =
          "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND database ="
              + " (SELECT oid FROM pg_database WHERE datname = current_database())";
      String before = value(outside, holder);

      value(outside, "SELECT pg_terminate_backend(" + before + ")");

      await().ignoreExceptions().until(() -> !value(outside, holder).equals(before));
      await().until(() -> DATABASE.database().isReady());
    }
  }

  @Test
  void whoLosesTheLockToAnotherIsToldOnce() throws Exception {
    AtomicInteger told = new AtomicInteger();
    DATABASE.database().onLost(told::incrementAndGet);
    try (Connection other = connect();
        Connection outside = connect()) {
      String waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";
      CompletableFuture<Void> taken =
          CompletableFuture.runAsync(() -> {
            try {
              value(other, "SELECT pg_advisory_lock(" + LOCK + ")");
            } catch (SQLException e) {
              throw new IllegalStateException(e);
            }
          });
      await().until(() -> value(outside, waiting).equals("1"));

      value(
          outside,
          "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
              + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");

      taken.get();
      await().until(() -> told.get() == 1);
      assertThat(DATABASE.database().isReady()).isFalse();
    }
    DATABASE.reopen();
    assertThat(told).hasValue(1);
  }

  @Test
  void aStatementOfTheStoresHasATimeLimit() throws SQLException {
    try (Connection connection = DATABASE.database().dataSource().getConnection()) {
      assertThat(value(connection, "SHOW statement_timeout")).isEqualTo("8s");
    }
  }

  @Test
  void tablesThatAreNotOursAreLeftAlone() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA others");
      statement.execute("CREATE TABLE others.things (n INT)");
    }
    DatabaseSettings ours = DATABASE.settings();
    DatabaseSettings theirs =
        DatabaseSettings.of(ours.url() + "?currentSchema=others", ours.user(), ours.password());
    DATABASE.database().close();
    try {
      assertThatThrownBy(() -> Database.open(theirs))
          .isInstanceOf(DatabaseUnsuitable.class)
          .hasMessageContaining(ours.where());
    } finally {
      DATABASE.reopen();
    }
  }

  @Test
  void thePasswordStaysOutOfWords() {
    String password = DATABASE.settings().password();

    assertThat(DATABASE.database().toString()).doesNotContain(password);
    assertThat(DATABASE.settings().toString()).doesNotContain(password);
    assertThat(DATABASE.database().dataSource().toString()).doesNotContain(password);
  }
}
