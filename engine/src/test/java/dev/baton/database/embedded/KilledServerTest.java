package dev.baton.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.database.Database;
import dev.baton.testkit.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A Java process that is killed while it writes, alone or together with its PostgreSQL. */
class KilledServerTest {
  private static final int ACKNOWLEDGED_LEAST = 150;

  @RegisterExtension static final TestDatabase PROGRAMS = new TestDatabase();

  @TempDir Path data;

  @Test
  void leavesNothingLostAndNoOrphanWhetherOneDiesOrBoth() throws Exception {
    Path cluster = null;
    long stored = 0;
    for (boolean databaseToo : new boolean[] {false, true}) {
      long acknowledged = writeUntilKilled(databaseToo, System.getenv("PATH"));
      cluster = Processes.cluster(data);
      if (!databaseToo) {
        onePostmaster(cluster);
      }

      try (EmbeddedPostgres next = EmbeddedPostgres.start(data, PROGRAMS.binaries());
          Database database = Database.open(next.settings())) {
        onePostmaster(cluster);
        long before = stored;
        stored = rows(database);
        // Rows are numbered without a hole, so the highest tells that all before it are there. At
        // most one was stored and not yet told.
        assertThat(stored).isBetween(acknowledged, acknowledged + 1).isGreaterThan(before);
      }
      assertThat(Processes.of(cluster)).isEmpty();
    }
  }

  /**
   * A container may forbid user namespaces, so here only one way of stepping down from root is on
   * the path. Each server is killed, and the next takes over files and orphan of another user.
   */
  @Test
  void rootStepsDownWithWhatTheSystemHas(@TempDir Path programs) throws Exception {
    assumeTrue(ProcessHandle.current().info().user().filter("root"::equals).isPresent());
    // The other user must get through to the folder.
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(programs, PosixFilePermissions.fromString("rwxr-xr-x"));
    long acknowledged = 0;
    for (String way : List.of("setpriv", "runuser", "su")) {
      assumeTrue(Commands.installed(way));
      Path path = Files.createDirectory(programs.resolve("only-" + way));
      for (String program : List.of("sh", "id", "setsid", way)) {
        Path script = path.resolve(program);
        Files.writeString(script, "#!/bin/sh\nexec " + installed(program) + " \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
      }

      acknowledged = writeUntilKilled(false, path.toString());

      ProcessHandle orphan = Processes.postmasters(Processes.cluster(data)).get(0);
      assertThat(orphan.info().user())
          .hasValueSatisfying(user -> assertThat(user).isNotEqualTo("root"));
    }
    try (EmbeddedPostgres next = EmbeddedPostgres.start(data, PROGRAMS.binaries());
        Database database = Database.open(next.settings())) {
      assertThat(rows(database)).isBetween(acknowledged, acknowledged + 1);
    }
    assertThat(Processes.of(Processes.cluster(data))).isEmpty();
  }

  private static Path installed(String program) {
    return Arrays.stream(System.getenv("PATH").split(":", -1))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  private long writeUntilKilled(boolean databaseToo, String path)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                AcknowledgingServer.class.getName(),
                data.toString(),
                PROGRAMS.binaries().toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("PATH", path);
    Process server = builder.start();
    long last = 0;
    int count = 0;
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.matches("[0-9]+")) {
          last = Long.parseLong(line);
          if (count == 0) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(data, PROGRAMS.binaries()))
                .isInstanceOf(DataFolderInUse.class)
                .hasMessageContaining("process " + server.pid());
          }
          if (++count == ACKNOWLEDGED_LEAST) {
            if (databaseToo) {
              Processes.kill(Processes.postmaster(data).orElseThrow().pid());
            }
            // The handle, because the process itself would also close the stream we read.
            server.toHandle().destroyForcibly();
          }
        }
      }
    } finally {
      server.destroyForcibly().waitFor();
    }
    assertThat(count).isGreaterThanOrEqualTo(ACKNOWLEDGED_LEAST);
    if (databaseToo) {
      Path cluster = Processes.cluster(data);
      await().until(() -> Processes.of(cluster).isEmpty());
    }
    return last;
  }

  private static long rows(Database database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*), max(n) FROM acknowledged")) {
      row.next();
      assertThat(row.getLong(1)).isEqualTo(row.getLong(2));
      return row.getLong(1);
    }
  }

  /** A process that PostgreSQL has just forked looks like the postmaster until it names itself. */
  private static void onePostmaster(Path cluster) {
    await().until(() -> Processes.postmasters(cluster).size() == 1);
  }
}
