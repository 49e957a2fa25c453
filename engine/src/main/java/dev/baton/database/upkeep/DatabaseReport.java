package dev.baton.database.upkeep;

import dev.baton.database.ClaimedDatabase;
import dev.baton.database.DatabaseProblem;
import dev.baton.database.DatabaseSettings;
import dev.baton.database.DatabaseUnavailable;
import dev.baton.database.Migrations;
import dev.baton.database.RestoredCopy;
import dev.baton.database.Suitability;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a database is, without changing anything in it. */
public final class DatabaseReport {
  private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);

  private final DatabaseSettings settings;
  private final List<Finding> findings = new ArrayList<>();

  private DatabaseReport(DatabaseSettings settings) {
    this.settings = settings;
  }

  /** What was found; one line that says why where it cannot be reached. */
  public static List<Finding> of(DatabaseSettings settings) {
    DatabaseReport report = new DatabaseReport(settings);
    try (Connection connection = settings.unpooled().getConnection()) {
      report.look(connection);
    } catch (SQLException e) {
      report.findings.add(
          Finding.bad("database", DatabaseUnavailable.connecting(settings, e).getMessage()));
    }
    return List.copyOf(report.findings);
  }

  private void look(Connection connection) throws SQLException {
    Suitability suitability = new Suitability(connection, settings);
    ask(
        "database",
        settings.where() + ", PostgreSQL " + suitability.version(),
        suitability::checkVersion);
    ask("durability", "what it acknowledges is on disk", suitability::checkDurable);
    ask("writes", "it takes writes", suitability::checkWritable);
    tables(suitability);
    server(connection);
    clock(connection);
    Optional<RestoredCopy> copy = RestoredCopy.find(connection);
    copy.ifPresent(mark ->
        findings.add(
            Finding.warn(
                "restored copy",
                "of the backup of "
                    + mark.takenAt()
                    + ", so nothing is sent out of it: ./baton restore --confirm, if it takes the"
                    + " place of the original")));
  }

  private void tables(Suitability suitability) throws SQLException {
    try {
      Migrations.Standing standing = settings.migrations().standing();
      List<Migrations.Step> pending = standing.pending();
      String present = standing.present().orElse("");
      if (present.isEmpty()) {
        findings.add(Finding.ok("tables", "none yet: ./baton up makes them"));
      } else if (pending.isEmpty()) {
        findings.add(Finding.ok("tables", "at migration " + present + ", the newest"));
      } else {
        findings.add(
            Finding.warn(
                "tables",
                "at migration "
                    + present
                    + ", "
                    + pending.size()
                    + " to come: back up, then ./baton migrate or up"));
      }
      ask(
          "rights",
          settings.user() + " may do what Baton does",
          () -> suitability.checkRights(!pending.isEmpty()));
    } catch (DatabaseProblem e) {
      findings.add(Finding.bad("tables", e.getMessage()));
    }
  }

  private void server(Connection connection) throws SQLException {
    findings.add(
        Finding.ok(
            "server",
            ClaimedDatabase.holder(connection)
                .map(who -> "one works on the database, since " + who)
                .orElse("none works on the database")));
  }

  private void clock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      Instant before = Instant.now();
      try (ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
        row.next();
        Instant there = row.getTimestamp(1).toInstant();
        Instant after = Instant.now();
        Duration off =
            there.isBefore(before)
                ? Duration.between(there, before)
                : there.isAfter(after) ? Duration.between(after, there) : Duration.ZERO;
        findings.add(
            off.compareTo(CLOCK_SLACK) <= 0
                ? Finding.ok("clock", "that of the database agrees")
                : Finding.warn(
                    "clock",
                    "the database's is off by "
                        + off.toSeconds()
                        + " s: set both by NTP, or times in the inbox mislead"));
      }
    }
  }

  private void ask(String what, String well, Question question) throws SQLException {
    try {
      question.ask();
      findings.add(Finding.ok(what, well));
    } catch (DatabaseProblem e) {
      findings.add(Finding.bad(what, e.getMessage()));
    }
  }

  private interface Question {
    void ask() throws SQLException;
  }
}
