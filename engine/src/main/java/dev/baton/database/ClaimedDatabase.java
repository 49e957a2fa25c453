package dev.baton.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A PostgreSQL that keeps what it acknowledges and is ours until this is closed, alone or with the
 * other nodes of a cluster, whatever its tables: what a server begins with, and all that migrating
 * and restoring need.
 */
public final class ClaimedDatabase implements AutoCloseable {
  private static final long MIGRATING = 0x6261746f70L;

  private final DatabaseSettings settings;
  private final DataSource unpooled;
  private final ServerLock lock;

  private ClaimedDatabase(DatabaseSettings settings, DataSource unpooled, ServerLock lock) {
    this.settings = settings;
    this.unpooled = unpooled;
    this.lock = lock;
  }

  /**
   * Connects, checks and locks, for nobody else. Changes nothing.
   *
   * @throws DatabaseProblem with what to change, when any of it fails
   */
  public static ClaimedDatabase claim(DatabaseSettings settings) {
    return claim(settings, Tenancy.ALONE);
  }

  static ClaimedDatabase claim(DatabaseSettings settings, Tenancy tenancy) {
    DataSource unpooled = settings.unpooled();
    try {
      try (Connection connection = unpooled.getConnection()) {
        new Suitability(connection, settings).check();
      }
      return new ClaimedDatabase(
          settings, unpooled, ServerLock.take(unpooled::getConnection, settings.where(), tenancy));
    } catch (SQLException e) {
      throw DatabaseUnavailable.connecting(settings, e);
    }
  }

  /**
   * Brings the tables to this version; the steps that it took. Nodes that start together do so one
   * after the other.
   *
   * @throws DatabaseProblem before anything was changed, when they cannot be brought there
   */
  public List<Migrations.Step> migrate() {
    try (Connection one = unpooled.getConnection();
        Statement statement = one.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(" + MIGRATING + ")");
      return migrateAsOne(one);
    } catch (SQLException e) {
      throw DatabaseUnavailable.connecting(settings, e);
    }
  }

  private List<Migrations.Step> migrateAsOne(Connection connection) throws SQLException {
    Migrations migrations = migrations();
    List<Migrations.Step> pending = migrations.standing().pending();
    checkRights(!pending.isEmpty());
    if (!pending.isEmpty()) {
      if (ServerLock.hasNodes(connection)) {
        throw new DatabaseUnsuitable(
            "other nodes serve "
                + settings.where()
                + " with the tables of an earlier Baton: stop them all, and start one of this"
                + " version first",
            null);
      }
      migrations.apply();
    }
    return pending;
  }

  /** Refuses a user who may not use the tables there are, or make those that are to come. */
  public void checkRights(boolean tablesToCome) {
    try (Connection connection = unpooled.getConnection()) {
      new Suitability(connection, settings).checkRights(tablesToCome);
    } catch (SQLException e) {
      throw DatabaseUnavailable.connecting(settings, e);
    }
  }

  /** Since when and from where a server works on the database, if one does. */
  public static Optional<String> holder(Connection connection) throws SQLException {
    return ServerLock.holder(connection);
  }

  public Migrations migrations() {
    return settings.migrations();
  }

  ServerLock lock() {
    return lock;
  }

  @Override
  public void close() {
    lock.close();
  }
}
