package dev.baton.database.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.database.Database;
import dev.baton.database.DatabaseSettings;
import dev.baton.database.DatabaseUnsuitable;
import dev.baton.database.RestoredCopy;
import dev.baton.testkit.Sql;
import dev.baton.testkit.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @TempDir static Path folder;

  private static Path backup;
  private static BackupManifest manifest;
  private static List<String> original;

  @BeforeAll
  static void takeOne() {
    Sample.fill(new Sql(DATABASE.settings()));
    original = Sample.kept(DATABASE.settings());
    backup = folder.resolve("baton.zip");
    // The database is open all the while: a backup needs nobody to stop.
    manifest = Backup.take(DATABASE.settings(), backup, "1.2.3");
  }

  private static void restore(Path file, DatabaseSettings into) {
    try (Restore restore = Restore.open(file)) {
      restore.into(into);
    }
  }

  private static DatabaseSettings restored() {
    DatabaseSettings copy = DATABASE.migrated();
    restore(backup, copy);
    return copy;
  }

  @Test
  void everyRowOfEveryTableComesBack() {
    DatabaseSettings copy = DATABASE.empty();
    restore(backup, copy);

    assertThat(Sample.kept(copy)).isEqualTo(original);
    assertThat(copy.migrations().standing().pending()).isEmpty();
    assertThat(manifest.rows()).isEqualTo(original.size() - manifest.tables().size());
    Database.open(copy).close();
  }

  @Test
  void whatIsWrittenMeanwhileIsNotInIt() throws Exception {
    DatabaseSettings written = DATABASE.migrated();
    Sql sql = new Sql(written);
    CompletableFuture<BackupManifest> taken;
    try (Connection holding = sql.connect();
        Statement statement = holding.createStatement()) {
      holding.setAutoCommit(false);
      statement.execute("LOCK TABLE workspace IN ACCESS EXCLUSIVE MODE");
      taken =
          CompletableFuture.supplyAsync(
              () -> Backup.take(written, folder.resolve("moment.zip"), "test"));
      await().until(() -> sql.value("SELECT count(*) FROM pg_locks WHERE NOT granted").equals("1"));
      sql.run(
          "INSERT INTO event_journal (persistence_id, sequence_number, writer, event_ser_id,"
              + " event_ser_manifest, event_payload) VALUES ('late', 1, '', 1, '', '')");
      holding.commit();
    }

    assertThat(taken.get().rows()).isZero();
    assertThat(sql.value("SELECT count(*) FROM event_journal")).isEqualTo("1");
  }

  @Test
  void whatHangsOnAnotherTableComesAfterIt() {
    List<String> order = manifest.tables().stream().map(BackupManifest.Content::name).toList();

    assertThat(order)
        .containsSubsequence("workspace", "operator", "operator_session")
        .containsSubsequence("workspace", "source", "passage")
        .containsSubsequence("event_journal", "event_tag")
        .doesNotContain("flyway_schema_history", "restored_copy");
  }

  @Test
  void numbersGoOnWhereTheyWere() {
    Sql copy = new Sql(restored());

    assertThat(
            copy.value(
                "INSERT INTO event_journal (persistence_id, sequence_number, writer, event_ser_id,"
                    + " event_ser_manifest, event_payload) VALUES ('c', 1, '', 1, '', '')"
                    + " RETURNING ordering"))
        .isEqualTo("5001");
    assertThat(
            copy.value(
                "INSERT INTO threshold_change (workspace, operator, operator_name, old_value,"
                    + " new_value, cause) VALUES ('wsp_1', 'o', 'O', 0, 1, 'MANUAL') RETURNING number"))
        .isEqualTo("2");
  }

  @Test
  void theCopyIsMarkedUntilItIsConfirmed() throws SQLException {
    DatabaseSettings copy = restored();

    try (Connection connection = new Sql(copy).connect()) {
      assertThat(RestoredCopy.find(connection))
          .hasValueSatisfying(mark -> assertThat(mark.takenAt()).isEqualTo(manifest.moment()));
      assertThat(DatabaseReport.of(copy))
          .filteredOn(finding -> finding.state() != Finding.State.OK)
          .extracting(Finding::what)
          .containsExactly("restored copy");
      assertThat(RestoredCopy.confirm(copy)).isTrue();
      assertThat(RestoredCopy.confirm(copy)).isFalse();
      assertThat(RestoredCopy.find(connection)).isEmpty();
    }
  }

  @Test
  void theFileIsForItsOwnerAndWhole() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
        .isEqualTo("rw-------");
    assertThatThrownBy(() -> Backup.take(DATABASE.settings(), backup, "x"))
        .isInstanceOf(BackupUnreadable.class)
        .hasMessageContaining("is there already");
    assertThatThrownBy(
            () -> Backup.take(DATABASE.settings(), folder.resolve("none").resolve("b.zip"), "x"))
        .isInstanceOf(BackupUnreadable.class)
        .hasMessageContaining("its folder is not there");
    assertThatThrownBy(() -> Backup.take(DATABASE.empty(), folder.resolve("empty.zip"), "x"))
        .isInstanceOf(DatabaseUnsuitable.class)
        .hasMessageContaining("nothing to back up");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .doesNotContain("empty.zip")
          .noneMatch(name -> name.endsWith(".unfinished"));
    }
  }

  @Test
  void onlyAnEmptyDatabaseIsFilled() {
    DatabaseSettings copy = restored();
    List<String> before = new Sql(copy).everything();
    DatabaseSettings others = DATABASE.empty();
    new Sql(others).run("CREATE TABLE things (n INT)");

    assertThatThrownBy(() -> restore(backup, copy))
        .isInstanceOf(RestoreRefused.class)
        .hasMessageContaining(copy.where() + " is not empty");
    assertThatThrownBy(() -> restore(backup, others))
        .isInstanceOf(RestoreRefused.class)
        .hasMessageContaining("table things");
    assertThat(new Sql(copy).everything()).isEqualTo(before);
    assertThat(new Sql(others).everything()).containsExactly("things");
  }

  @Test
  void tablesOfAnotherMigrationAreNotFilled() {
    DatabaseSettings older = DATABASE.empty();
    older.migrations().applyUpTo("2");

    assertThatThrownBy(() -> restore(backup, older))
        .isInstanceOf(RestoreRefused.class)
        .hasMessageContaining("has tables of migration 2")
        .hasMessageContaining("a new database");
  }

  @Test
  void aBackupOfANewerBatonIsRefused() throws IOException {
    DatabaseSettings into = DATABASE.empty();
    assertRefused(
        into,
        changed(text -> text.replaceFirst("\"migration\" : \"\\d+", "\"migration\" : \"999")),
        "made by Baton 1.2.3 with migration 999");
    assertThatThrownBy(() -> Restore.open(changed(text -> text.replace(": 1,", ": 2,"))))
        .isInstanceOf(BackupUnreadable.class)
        .hasMessageContaining("has format 2");
  }

  @Test
  void aManifestThatDoesNotFitIsRefused() throws IOException {
    DatabaseSettings into = DATABASE.migrated();
    assertRefused(into, changed(text -> text.replace("workspace\"", "pg_authid\"")), "is damaged");
    assertRefused(into, changed(text -> text.replace("\"settings\"", "\"version\"")), "is damaged");
    assertRefused(
        into, changed(text -> text.replaceFirst("\"rows\" : \\d+", "\"rows\" : 77")), "damaged");
    assertRefused(
        into,
        changed(text -> text.replaceFirst("\"sha256\" : \"..", "\"sha256\" : \"zz")),
        "damaged");
    assertRefused(into, changed(text -> text.replace("_ordering_seq", "_other_seq")), "sequences");
  }

  @Test
  void whatIsNoBackupIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("no.zip"), "no backup");
    assertThatThrownBy(() -> Restore.open(text))
        .isInstanceOf(BackupUnreadable.class)
        .hasMessageContaining("is no backup of Baton");
    assertThatThrownBy(() -> Restore.open(folder.resolve("nowhere.zip")))
        .isInstanceOf(BackupUnreadable.class)
        .hasMessageContaining("cannot be read");
  }

  /** Also a byte that no checksum covers may be hit: then what was restored is the original. */
  @Test
  void aDamagedFileIsRefusedAndLeavesNothingBehind() throws IOException {
    byte[] whole = Files.readAllBytes(backup);
    DatabaseSettings into = DATABASE.migrated();
    Random random = new Random(20);
    int refused = 0;
    for (int round = 0; round < 25; round++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
      Path file = Files.write(folder.resolve("damaged.zip"), damaged);
      try {
        restore(file, into);
        assertThat(Sample.kept(into)).isEqualTo(original);
        into = DATABASE.migrated();
      } catch (BackupUnreadable e) {
        refused++;
        Sql sql = new Sql(into);
        assertThat(
                sql.list("SELECT 1 FROM pg_tables WHERE tablename = 'workspace'").isEmpty()
                    || sql.value("SELECT count(*) FROM workspace").equals("0"))
            .isTrue();
      }
    }
    assertThat(refused).isGreaterThan(15);
  }

  private static void assertRefused(DatabaseSettings into, Path file, String says) {
    assertThatThrownBy(() -> restore(file, into)).hasMessageContaining(says);
    assertThat(new Sql(into).everything("flyway_schema_history")).allMatch(BackupTest::isName);
  }

  private static boolean isName(String line) {
    return line.matches("[a-z_]+");
  }

  /** The backup with another manifest. */
  private static Path changed(UnaryOperator<String> change) throws IOException {
    Path file = folder.resolve("changed.zip");
    Files.deleteIfExists(file);
    Files.copy(backup, file);
    try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + file.toUri()), Map.of())) {
      Path inside = zip.getPath(BackupManifest.FILE);
      String text = Files.readString(inside, StandardCharsets.UTF_8);
      String other = change.apply(text);
      assertThat(other).isNotEqualTo(text);
      Files.writeString(inside, other);
    }
    return file;
  }
}
