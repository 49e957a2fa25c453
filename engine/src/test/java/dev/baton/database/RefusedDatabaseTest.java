package dev.baton.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.testkit.Sql;
import dev.baton.testkit.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases that Baton must not use: each is named with what to do, and left as it was. */
class RefusedDatabaseTest {
  private static final String PASSWORD = "a-password-of-theirs";

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final List<String> NO_ROLE_OF_THEIRS =
      List.of("DROP OWNED BY theirs", "DROP ROLE theirs");

  @AfterAll
  static void dropRole() {
    Sql admin = new Sql(DATABASE.settings());
    if (!admin.list("SELECT 1 FROM pg_roles WHERE rolname = 'theirs'").isEmpty()) {
      admin.run("DROP ROLE theirs");
    }
  }

  /** A role without any right in this database, until the test is over. */
  private static DatabaseSettings asTheirs(DatabaseSettings settings) {
    new Sql(settings)
        .run(
            "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'theirs')"
                + " THEN CREATE ROLE theirs LOGIN PASSWORD '"
                + PASSWORD
                + "'; END IF; END $$");
    return DatabaseSettings.of(settings.url(), "theirs", PASSWORD);
  }

  private static void refused(DatabaseSettings settings, DatabaseSettings owner, String... says) {
    Sql sql = new Sql(owner);
    List<String> before = sql.everything();

    assertThatThrownBy(() -> Database.open(settings))
        .isInstanceOfSatisfying(
            DatabaseProblem.class,
            problem ->
                assertThat(problem.getMessage())
                    .contains(says)
                    .contains(": ")
                    .doesNotContain("\n", PASSWORD, owner.password()));

    assertThat(sql.everything()).isEqualTo(before);
  }

  @Test
  void aRoleThatMayNotMakeTables() {
    DatabaseSettings empty = DATABASE.empty();
    DatabaseSettings theirs = asTheirs(empty);
    new Sql(empty).run("REVOKE CREATE ON SCHEMA public FROM PUBLIC");

    refused(theirs, empty, "theirs may not create tables", "GRANT CREATE ON SCHEMA \"public\" TO");
  }

  @Test
  void aRoleThatMayNotUseTheSchema() {
    DatabaseSettings empty = DATABASE.empty();
    DatabaseSettings theirs = asTheirs(empty);
    new Sql(empty).run("REVOKE ALL ON SCHEMA public FROM PUBLIC");

    refused(theirs, empty, "theirs may use no schema", "GRANT USAGE, CREATE");
  }

  @Test
  void aRoleThatMayNotUseTheTables() {
    DatabaseSettings migrated = DATABASE.migrated();
    DatabaseSettings theirs = asTheirs(migrated);

    refused(theirs, migrated, "theirs may not change the tables", "make it their owner");

    new Sql(migrated).run("GRANT SELECT ON ALL TABLES IN SCHEMA public TO theirs");
    refused(theirs, migrated, "theirs may not read and write", "event_journal", "GRANT ALL");

    new Sql(migrated).run(NO_ROLE_OF_THEIRS.getFirst());
  }

  @Test
  void tablesOfANewerBaton() {
    DatabaseSettings newer = DATABASE.migrated();
    new Sql(newer)
        .run(
            "INSERT INTO flyway_schema_history SELECT 999, '999', 'of the future', type, 'V999.sql',"
                + " 1, installed_by, now(), 1, true FROM flyway_schema_history LIMIT 1");

    refused(newer, newer, "migrated by a newer Baton, to 999 (of the future)", "run that version");
  }

  @Test
  void aMigrationThatHasFailed() {
    DatabaseSettings half = DATABASE.migrated();
    new Sql(half).run("UPDATE flyway_schema_history SET success = false WHERE version = '6'");

    refused(half, half, "migration 6 (restored copy) has failed", "restore the backup");
  }

  @Test
  void tablesOfAnotherBuild() {
    DatabaseSettings other = DATABASE.migrated();
    new Sql(other).run("UPDATE flyway_schema_history SET checksum = 1 WHERE version = '2'");

    refused(
        other, other, "made by another build of Baton: its migration 2 (stores)", "run that build");
  }

  @Test
  void tablesThatHaveGoneAStepWeDoNotKnow() {
    DatabaseSettings other = DATABASE.migrated();
    new Sql(other).run("UPDATE flyway_schema_history SET version = '2.5' WHERE version = '3'");

    refused(other, other, "made by another build of Baton", "run that build");
  }

  @Test
  void tablesOfSomebodyElse() {
    DatabaseSettings others = DATABASE.empty();
    new Sql(others).run("CREATE TABLE things (n INT)");

    refused(others, others, "are not Baton's");
  }

  @Test
  void aStartThatWasKilledBetweenTwoMigrationsGoesOn() {
    DatabaseSettings half = DATABASE.empty();
    half.migrations().applyUpTo("2");

    Database.open(half).close();

    Migrations.Standing standing = half.migrations().standing();
    assertThat(standing.pending()).isEmpty();
    assertThat(standing.present()).contains(standing.newest());
  }

  @Test
  void aDatabaseThatTakesNoWrites() {
    DatabaseSettings reading = DATABASE.empty();
    new Sql(reading)
        .run(
            "ALTER DATABASE "
                + reading.where().replaceAll(".*/", "")
                + " SET default_transaction_read_only = on");

    refused(reading, reading, "takes no writes", "name the primary");
  }

  @Test
  void aServerThatDoesNotSpeakTlsWhereItMust() {
    DatabaseSettings plain = DATABASE.empty();

    refused(
        DatabaseSettings.of(plain.url() + "?sslmode=require", plain.user(), plain.password()),
        plain,
        "does not speak TLS",
        "sslmode");
  }

  @Test
  void aHostThatIsNotThere() {
    assertThatThrownBy(() ->
            Database.open(
                DatabaseSettings.of("postgresql://nowhere.invalid/baton", "baton", PASSWORD)))
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessageContaining("no PostgreSQL answers at nowhere.invalid:5432/baton")
        .hasMessageContaining("baton.database.url");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://h/d?sslmod=require",
        "jdbc:postgresql://h/d?sslmode=require&shoe=42",
        "postgresql://h/d?target_session_attrs=read-write"
      })
  void aParameterThatWouldBeLeftAsideInSilence(String url) {
    assertThatThrownBy(() -> DatabaseSettings.of(url, null, PASSWORD))
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessageContaining("a parameter that is not known, ")
        .hasMessageContaining("take it out");
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://ada@db.example:6432/shop, jdbc:postgresql://db.example:6432/shop",
    "postgres://ada@db.example/shop, jdbc:postgresql://db.example/shop",
    "jdbc:postgresql://db.example/shop?user=ada, jdbc:postgresql://db.example/shop",
    "postgresql://ada@db.example/shop?sslmode=verify-full&sslrootcert=/ca.crt, jdbc:postgresql://db.example/shop?sslmode=verify-full&sslrootcert=/ca.crt",
    "postgresql://ada@db.example/shop?sslmode=require&channel_binding=require&connect_timeout=3, jdbc:postgresql://db.example/shop?sslmode=require&channelBinding=require&connectTimeout=3",
  })
  void bothFormsOfAnAddressAreTaken(String given, String url) {
    DatabaseSettings settings = DatabaseSettings.of(given, null, null);

    assertThat(settings.url()).isEqualTo(url);
    assertThat(settings.user()).isEqualTo("ada");
    assertThat(DatabaseSettings.hasUser(given)).isTrue();
    assertThat(DatabaseSettings.hasPassword(given)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://ada:pw@db.example/shop",
        "postgresql://:pw@db.example/shop",
        "jdbc:postgresql://db.example/shop?user=ada&password=pw",
        "postgresql://ada@db.example/shop?sslpassword=pw"
      })
  void aPasswordInAnAddressIsNoticed(String url) {
    assertThat(DatabaseSettings.hasPassword(url)).isTrue();
  }
}
