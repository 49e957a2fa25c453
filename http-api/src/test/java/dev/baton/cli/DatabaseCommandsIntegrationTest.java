package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import dev.baton.cli.CommandLineFixture.Ran;
import dev.baton.database.Database;
import dev.baton.database.DatabaseSettings;
import dev.baton.database.embedded.EmbeddedPostgres;
import dev.baton.testkit.RunningServer;
import dev.baton.testkit.Sql;
import dev.baton.testkit.TestDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The verbs that open a database themselves, on a real one. */
class DatabaseCommandsIntegrationTest {
  private static final String PASSWORD_FILE = "baton.database.password-file";

  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  @TempDir Path folder;

  private final TestDatabase databases = SERVER.database();

  @BeforeEach
  void givePassword() throws IOException {
    Path file =
        Files.writeString(folder.resolve("password"), databases.settings().password() + "\n");
    System.setProperty(PASSWORD_FILE, file.toString());
    ConfigFactory.invalidateCaches();
  }

  @AfterEach
  void forgetPassword() {
    System.clearProperty(PASSWORD_FILE);
    ConfigFactory.invalidateCaches();
  }

  private Ran on(DatabaseSettings database, String... call) {
    return CommandLineFixture.bare(
        Stream.concat(
                Stream.of(call),
                Stream.of("--database", "postgresql://baton@" + database.where(), "--data", data()))
            .toArray(String[]::new));
  }

  private String newest() {
    return databases.settings().migrations().standing().newest();
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private String file() {
    return folder.resolve("baton.zip").toString();
  }

  @Test
  void migrateMakesTheTablesAndSaysWhich() {
    DatabaseSettings fresh = databases.empty();

    Ran dry = on(fresh, "migrate", "--dry-run");
    assertThat(dry.out()).contains("to come: migration 1 (journal)", "no tables yet");
    assertThat(new Sql(fresh).everything()).isEmpty();

    Ran first = on(fresh, "migrate");
    assertThat(first.code()).isEqualTo(ExitCode.OK);
    assertThat(first.out()).contains("done: migration 1 (journal)", "done: migration 6 (restored");
    assertThat(on(fresh, "migrate").out())
        .doesNotContain("done")
        .contains("are at migration " + newest());
  }

  @Test
  void migrateIsRefusedWhileAServerWorksOnTheDatabase() {
    Ran refused = on(databases.settings(), "migrate");

    assertThat(refused.code()).isEqualTo(ExitCode.DATABASE);
    assertThat(refused.err()).startsWith("baton: another Baton server works on").hasLineCount(1);
    assertThat(on(databases.settings(), "migrate", "--dry-run").code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void aBackupGoesIntoADataFolderAndIsConfirmedThere() {
    Ran backup = on(databases.settings(), "backup", file());
    assertThat(backup.code()).as(backup.err()).isEqualTo(ExitCode.OK);
    assertThat(backup.out()).startsWith(file() + ": ").containsPattern(" rows of \\d+ tables, ");
    assertThat(on(databases.settings(), "backup", file()).err()).contains("is there already");

    String[] into = {"--data", data()};
    Ran restored = CommandLineFixture.bare("restore", file(), into[0], into[1]);
    assertThat(restored.code()).as(restored.err()).isEqualTo(ExitCode.OK);
    assertThat(restored.out()).contains(" tables, in ", "./baton restore --confirm");

    Ran again = CommandLineFixture.bare("restore", file(), into[0], into[1]);
    assertThat(again.code()).isEqualTo(ExitCode.DATABASE);
    assertThat(again.err()).contains("is not empty").hasLineCount(1);

    // As a server that runs would have it: the verbs below go to its database.
    try (EmbeddedPostgres running = EmbeddedPostgres.start(Path.of(data()), null);
        Database served = Database.open(running.settings())) {
      assertThat(served.workspaces().all()).hasSize(2);
      assertThat(CommandLineFixture.bare("doctor", into[0], into[1], "--port", "0").out())
          .containsPattern("(?m)^warn  restored copy +of the backup of .*--confirm")
          .containsPattern("(?m)^ok    server +one works on the database, since ");
      assertThat(CommandLineFixture.bare("restore", "--confirm", into[0], into[1]).out())
          .startsWith("confirmed: ");
      assertThat(CommandLineFixture.bare("restore", "--confirm", into[0], into[1]).out())
          .contains("was confirmed before");
      assertThat(CommandLineFixture.bare("backup", file() + "2", into[0], into[1]).code())
          .isEqualTo(ExitCode.OK);
      Ran second = CommandLineFixture.bare("migrate", into[0], into[1]);
      assertThat(second.code()).isEqualTo(ExitCode.DATABASE);
      assertThat(second.err()).contains("in use by another Baton");
    }
  }

  @Test
  void whatIsNoBackupIsSaidInOneLine() throws IOException {
    Path no = Files.writeString(folder.resolve("no.zip"), "no");

    Ran ran = CommandLineFixture.bare("restore", no.toString(), "--data", data());

    assertThat(ran.code()).isEqualTo(ExitCode.FAILURE);
    assertThat(ran.err()).contains("is no backup of Baton").hasLineCount(1);
    assertThat(Path.of(data())).doesNotExist();
  }

  @Test
  void aFolderWithoutADatabaseIsNamed() {
    for (String[] call :
        List.of(
            new String[] {"backup", file()},
            new String[] {"restore", "--confirm"},
            new String[] {"migrate"})) {
      Ran ran =
          CommandLineFixture.bare(
              Stream.concat(Stream.of(call), Stream.of("--data", data())).toArray(String[]::new));

      assertThat(ran.code()).isEqualTo(ExitCode.CONFIGURATION);
      assertThat(ran.err()).contains("there is no database in").hasLineCount(1);
    }
    assertThat(Path.of(data())).doesNotExist();
  }

  @Test
  void doctorFindsAHealthyServer() throws IOException {
    String port = String.valueOf(URI.create(SERVER.url()).getPort());

    Ran ran = on(databases.settings(), "doctor", "--port", port, "--json");

    JsonNode findings = new ObjectMapper().readTree(ran.out());
    assertThat(findings.findValuesAsText("check"))
        .contains("java", "memory", "disk", "port", "database", "durability", "writes", "tables")
        .contains("rights", "server", "clock")
        .doesNotContain("postgresql");
    assertThat(findings.findValuesAsText("says"))
        .contains("a healthy server answers on " + port + " on 127.0.0.1")
        .anyMatch(says -> says.startsWith("one works on the database, since "))
        .anyMatch(says -> says.startsWith("at migration " + newest() + ", the newest"));
    assertThat(findings.findValuesAsText("state")).doesNotContain("bad");
    assertThat(ran.code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void doctorNamesWhatIsBadAndFails() throws IOException {
    try (ServerSocket other = new ServerSocket(0)) {
      Thread.ofVirtual()
          .start(() -> {
            while (true) {
              try {
                other.accept().close();
              } catch (IOException e) {
                return;
              }
            }
          });
      System.setProperty(PASSWORD_FILE, folder.resolve("none").toString());
      ConfigFactory.invalidateCaches();

      Ran ran = on(databases.settings(), "doctor", "--port", String.valueOf(other.getLocalPort()));

      assertThat(ran.code()).isEqualTo(ExitCode.FAILURE);
      assertThat(ran.out())
          .containsPattern("(?m)^bad   port +" + other.getLocalPort() + " on 127.0.0.1 ")
          .containsPattern("(?m)^bad   database +the password file .*none cannot be read");
      assertThat(ran.err()).isEmpty();
    }
  }

  @Test
  void doctorMakesNoDatabaseWhereNoneIs() {
    Ran ran = CommandLineFixture.bare("doctor", "--data", data(), "--port", "0");

    assertThat(ran.out())
        .containsPattern("(?m)^ok    postgresql +the one that comes with Baton$")
        .containsPattern("(?m)^ok    database +none in .* yet: ./baton up makes it$");
    assertThat(Path.of(data())).doesNotExist();
  }
}
