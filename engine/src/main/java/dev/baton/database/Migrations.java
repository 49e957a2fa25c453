package dev.baton.database;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The way of a database's tables from the version that it has to the one that this Baton knows.
 * Each step is a transaction: a start that is killed between two of them goes on with the next.
 */
public final class Migrations {
  /** Flyway's own table, which says what was applied. */
  public static final String HISTORY = "flyway_schema_history";

  private static final String FORBIDDEN = "42501";

  private final DataSource unpooled;
  private final DatabaseSettings settings;

  Migrations(DataSource unpooled, DatabaseSettings settings) {
    this.unpooled = unpooled;
    this.settings = settings;
  }

  /** One step of the way. */
  public record Step(String version, String description) {
    @Override
    public String toString() {
      return version + " (" + description + ")";
    }
  }

  /**
   * Where a database stands.
   *
   * @param present the last step that it has gone; empty for one without tables
   * @param pending what is still to come, in order
   * @param known every step that this Baton can go
   */
  public record Standing(Optional<String> present, List<Step> pending, List<String> known) {
    public Standing {
      pending = List.copyOf(pending);
      known = List.copyOf(known);
    }

    public String newest() {
      return known.getLast();
    }
  }

  /**
   * Where the database stands. Changes nothing.
   *
   * @throws DatabaseUnsuitable for tables that this Baton must not touch: of a newer one, of
   *     another build, or of a step that has failed
   */
  public Standing standing() {
    Optional<String> present = Optional.empty();
    List<Step> pending = new ArrayList<>();
    List<String> known = new ArrayList<>();
    for (MigrationInfo info : guarded(() -> flyway(null).info().all())) {
      Step step = new Step(String.valueOf(info.getVersion()), info.getDescription());
      refuse(info, step);
      known.add(step.version());
      if (info.isApplied()) {
        present = Optional.of(step.version());
      } else {
        pending.add(step);
      }
    }
    return new Standing(present, pending, known);
  }

  private void refuse(MigrationInfo info, Step step) {
    MigrationState state = info.getState();
    if (state.isFailed()) {
      throw unsuitable(
          "migration "
              + step
              + " has failed at "
              + settings.where()
              + " and may be half done: restore the backup from before it",
          null);
    }
    if (state == MigrationState.FUTURE_SUCCESS) {
      throw unsuitable(
          settings.where()
              + " was migrated by a newer Baton, to "
              + step
              + ": run that version, or restore a backup from before the upgrade",
          null);
    }
    boolean ours =
        state == MigrationState.PENDING || (info.isApplied() && info.isChecksumMatching());
    if (!ours || state == MigrationState.MISSING_SUCCESS) {
      throw unsuitable(
          "the tables at "
              + settings.where()
              + " were made by another build of Baton: its migration "
              + step
              + " is another: run that build, or restore a backup into a new database",
          null);
    }
  }

  /** Goes all steps. */
  public void apply() {
    guarded(() -> flyway(null).migrate());
  }

  /** Goes the steps up to this one. */
  public void applyUpTo(String version) {
    guarded(() -> flyway(version).migrate());
  }

  private Flyway flyway(@Nullable String upTo) {
    FluentConfiguration configured =
        Flyway.configure(Migrations.class.getClassLoader())
            .dataSource(unpooled)
            .table(HISTORY)
            .locations("classpath:db/migration");
    return (upTo == null ? configured : configured.target(MigrationVersion.fromVersion(upTo)))
        .load();
  }

  private <T> T guarded(Work<T> work) {
    try {
      return work.run();
    } catch (FlywayException e) {
      if (isForbidden(e)) {
        throw unsuitable(
            "user "
                + settings.user()
                + " may not change the tables at "
                + settings.where()
                + ": make it their owner, or migrate as the user who is",
            e);
      }
      throw unsuitable(
          "the tables at "
              + settings.where()
              + " are not Baton's or not of this version: "
              + DatabaseUnavailable.firstLine(e),
          e);
    }
  }

  private static boolean isForbidden(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && FORBIDDEN.equals(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  private static DatabaseUnsuitable unsuitable(String message, @Nullable Throwable cause) {
    return new DatabaseUnsuitable(message, cause);
  }

  private interface Work<T> {
    T run();
  }
}
