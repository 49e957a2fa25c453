package dev.baton.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.database.DatabaseSettings;
import dev.baton.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One data folder, started, killed and stopped in many ways; each test begins with it stopped. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class EmbeddedPostgresTest {
  @RegisterExtension static final TestDatabase PROGRAMS = new TestDatabase();

  @TempDir static Path data;

  private static EmbeddedPostgres start() {
    return EmbeddedPostgres.start(data, PROGRAMS.binaries());
  }

  @BeforeAll
  static void setUp() {
    start().close();
  }

  @AfterAll
  static void nothingIsLeft() {
    assertThat(Processes.of(Processes.cluster(data))).isEmpty();
  }

  private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
    DatabaseSettings settings = postgres.settings();
    return DriverManager.getConnection(settings.url(), settings.user(), settings.password());
  }

  private static String value(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (Connection connection = connect(postgres);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void flushesWhatItAcknowledgesAndListensOnThisMachineOnly() throws SQLException {
    try (EmbeddedPostgres postgres = start()) {
      assertThat(value(postgres, "SHOW fsync")).isEqualTo("on");
      assertThat(value(postgres, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(value(postgres, "SHOW full_page_writes")).isEqualTo("on");
      assertThat(value(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(value(postgres, "SHOW unix_socket_directories")).isEmpty();
      assertThat(value(postgres, "SHOW server_encoding")).isEqualTo("UTF8");
      assertThat(value(postgres, "SHOW data_checksums")).isEqualTo("on");
    }
  }

  @Test
  void nobodyGetsInWithoutThePassword() throws Exception {
    try (EmbeddedPostgres postgres = start()) {
      DatabaseSettings settings = postgres.settings();
      Path file = data.resolve("postgres.password");

      assertThatThrownBy(
              () -> DriverManager.getConnection(settings.url(), settings.user(), "wrong"))
          .hasMessageContaining("password authentication failed");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(Files.readString(file).strip()).isEqualTo(settings.password()).hasSize(32);
      assertThat(settings.toString()).doesNotContain(settings.password());
      assertThat(commandLines(Processes.cluster(data)))
          .isNotEmpty()
          .doesNotContain(settings.password());
      assertThat(Files.readString(data.resolve("postgres/pg_hba.conf")))
          .doesNotContainPattern("(?m)^[^#]*trust");
    }
  }

  private static String commandLines(Path cluster) {
    return Processes.of(cluster).stream()
        .map(process -> "/proc/" + process.pid() + "/cmdline")
        .map(file -> {
          try {
            return Files.readString(Path.of(file));
          } catch (IOException e) {
            return "";
          }
        })
        .collect(Collectors.joining("\n"));
  }

  @Test
  void startsAgainWhenItIsKilledAndHasAllItAcknowledged() throws SQLException {
    try (EmbeddedPostgres postgres = start()) {
      try (Connection connection = connect(postgres);
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE kept (n INT)");
        for (int n = 1; n <= 100; n++) {
          statement.execute("INSERT INTO kept VALUES (" + n + ")");
        }
      }
      long before = postgres.pid().orElseThrow();

      Processes.kill(before);

      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> postgres.isAlive() && postgres.pid().orElseThrow() != before);
      assertThat(value(postgres, "SELECT count(*) FROM kept")).isEqualTo("100");
      await().until(() -> postgres.restarts() == 1);
      assertThat(Processes.postmasters(Processes.cluster(data))).hasSize(1);
    }
  }

  @Test
  void aSecondOneIsRefusedInOneClearLine() {
    try (EmbeddedPostgres postgres = start()) {
      assertThatThrownBy(() -> start())
          .isInstanceOf(DataFolderInUse.class)
          .hasMessageContaining(data.toString())
          .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()));
      assertThat(postgres.isAlive()).isTrue();
    }
    start().close();
  }

  @Test
  void closingTwiceIsClosingOnce() {
    EmbeddedPostgres postgres = start();

    postgres.close();
    postgres.close();

    assertThat(postgres.isAlive()).isFalse();
    assertThat(Processes.of(Processes.cluster(data))).isEmpty();
  }

  @Test
  void anInterruptedCloseStillStops() {
    EmbeddedPostgres postgres = start();

    Thread.currentThread().interrupt();
    postgres.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(Processes.of(Processes.cluster(data))).isEmpty();
  }

  @Test
  void aRecycledPidIsNeitherKilledNorAnObstacle() throws Exception {
    Process stranger = new ProcessBuilder("sleep", "600").start();
    try {
      for (long pid : List.of(stranger.pid(), 1L, 4_194_000L)) {
        Files.writeString(
            data.resolve("postgres/postmaster.pid"),
            pid + "\n" + data.resolve("postgres") + "\n1\n5432\n\n127.0.0.1\n\nready   \n");

        try (EmbeddedPostgres postgres = start()) {
          assertThat(postgres.isAlive()).isTrue();
          assertThat(postgres.pid().orElseThrow()).isNotEqualTo(pid);
        }
      }
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly().waitFor();
    }
  }

  @Test
  void aBrokenPidFileIsNoObstacle() throws IOException {
    Files.writeString(data.resolve("postgres/postmaster.pid"), "\n\n");

    try (EmbeddedPostgres postgres = start()) {
      assertThat(postgres.isAlive()).isTrue();
    }
  }

  @Test
  void aSetUpThatWasKilledBeginsAnew(@TempDir Path other) throws IOException {
    Files.createDirectories(other.resolve("postgres.unfinished/base"));
    Files.writeString(other.resolve("postgres.unfinished/PG_VERSION"), "18\n");

    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(other, PROGRAMS.binaries())) {
      assertThat(postgres.isAlive()).isTrue();
    }
    try (var files = Files.list(other)) {
      assertThat(files.map(file -> file.getFileName().toString()).toList())
          .containsExactlyInAnyOrder("baton.lock", "postgres", "postgres.log", "postgres.password");
    }
  }

  @Test
  void theLogIsCutWhenItHasGrown() throws IOException {
    Files.writeString(data.resolve("postgres.log"), "x".repeat((10 << 20) + 1));

    start().close();

    assertThat(Files.size(data.resolve("postgres.log"))).isLessThan(1 << 20);
  }

  @Test
  void whatIsWrongIsNamed(@TempDir Path other) throws IOException {
    assertThatThrownBy(() -> EmbeddedPostgres.start(data, other))
        .isInstanceOf(EmbeddedPostgresFailed.class)
        .hasMessageContaining("baton.database.binaries");

    Path password = data.resolve("postgres.password");
    Path aside = data.resolve("aside");
    Files.move(password, aside);
    assertThatThrownBy(() -> start()).hasMessageContaining("postgres.password is missing");
    Files.move(aside, password);

    Path version = data.resolve("postgres/PG_VERSION");
    String made = Files.readString(version);
    Files.writeString(version, "9\n");
    assertThatThrownBy(() -> start()).hasMessageContaining("made by PostgreSQL 9");
    Files.writeString(version, made);

    start().close();
  }
}
