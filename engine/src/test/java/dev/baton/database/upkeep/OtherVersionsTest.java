package dev.baton.database.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.database.Database;
import dev.baton.database.DatabaseSettings;
import dev.baton.database.DatabaseUnsuitable;
import dev.baton.database.embedded.OtherPostgres;
import dev.baton.database.embedded.OutsidePostgres;
import dev.baton.testkit.Sql;
import dev.baton.testkit.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two versions of PostgreSQL side by side. */
class OtherVersionsTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @TempDir Path folder;

  @Test
  void aBackupOfTheNewestGoesIntoTheOldestAndBack() throws Exception {
    DatabaseSettings newest = DATABASE.settings();
    Sample.fill(new Sql(newest));
    Path forth = folder.resolve("forth.zip");
    Path back = folder.resolve("back.zip");
    try (OutsidePostgres server = OutsidePostgres.start(folder, OtherPostgres.programs("oldest"))) {
      DatabaseSettings oldest = server.settings();
      BackupManifest first = Backup.take(newest, forth, "test");
      restore(forth, oldest);
      BackupManifest second = Backup.take(oldest, back, "test");
      DatabaseSettings again = DATABASE.empty();
      restore(back, again);

      assertThat(first.postgres()).startsWith("18.");
      assertThat(second.postgres()).startsWith("14.");
      assertThat(second.tables()).isEqualTo(first.tables());
      assertThat(second.sequences()).isEqualTo(first.sequences());
      assertThat(Sample.kept(oldest)).isEqualTo(Sample.kept(newest));
      assertThat(Sample.kept(again)).isEqualTo(Sample.kept(newest));
    }
  }

  @Test
  void aPostgresThatIsTooOldIsRefused() throws Exception {
    try (OutsidePostgres server =
        OutsidePostgres.start(folder, OtherPostgres.programs("refused"))) {
      assertThatThrownBy(() -> Database.open(server.settings()))
          .isInstanceOf(DatabaseUnsuitable.class)
          .hasMessageContaining(server.settings().where() + " is PostgreSQL 13.")
          .hasMessageContaining("needs 14 or later");
      assertThat(new Sql(server.settings()).everything()).isEmpty();
      assertThat(DatabaseReport.of(server.settings()))
          .filteredOn(finding -> finding.state() == Finding.State.BAD)
          .extracting(Finding::what)
          .contains("database");
    }
  }

  private static void restore(Path file, DatabaseSettings into) {
    try (Restore restore = Restore.open(file)) {
      restore.into(into);
    }
  }
}
