package dev.baton.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to work on a database: an advisory lock on a connection of its own, which a server that
 * stands alone holds for itself and the nodes of a cluster share. When the database restarts the
 * lock is gone with the connection, so a thread takes it again; when somebody of the other kind was
 * faster, {@code lost} is called once.
 */
final class ServerLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerLock.class);
  // "baton" in ASCII; one key per database is all there is.
  private static final long KEY = 0x6261746f6eL;
  // A server that was just killed is still connected until PostgreSQL has noticed.
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final long CHECK_MILLIS = 1000;
  private static final int ANSWER_SECONDS = 2;

  private final Connections connections;
  private final String where;
  private final Tenancy tenancy;
  private final Thread watch;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Connection connection;
  private volatile @Nullable Runnable lost;
  private volatile boolean gone;

  /** The number under which a node lives; 0 for none. */
  private volatile int node;

  private ServerLock(
      Connections connections, String where, Tenancy tenancy, Connection connection) {
    this.connections = connections;
    this.where = where;
    this.tenancy = tenancy;
    this.connection = connection;
    this.watch = Thread.ofPlatform().daemon().name("database-lock").unstarted(this::watch);
  }

  static ServerLock take(Connections connections, String where, Tenancy tenancy)
      throws SQLException {
    ServerLock lock =
        new ServerLock(connections, where, tenancy, acquire(connections, where, tenancy));
    lock.watch.start();
    return lock;
  }

  /** False from the moment the lock is known to be gone until it is ours again. */
  boolean isHeld() {
    return connection != null;
  }

  /** From now on the lock also says that this node lives. */
  synchronized void liveAs(int number) {
    Connection held = connection;
    node = number;
    if (held != null) {
      try {
        say(held, number);
      } catch (SQLException e) {
        // The connection is broken: the watch finds it so, and says it on the next.
        LOG.debug("The node's lock cannot be taken yet", e);
      }
    }
  }

  private static void say(Connection connection, int number) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(" + JdbcNodes.LOCKS + ", " + number + ")");
    }
  }

  /** Whether nodes live on the database that is connected to. */
  static boolean hasNodes(Connection connection) throws SQLException {
    String sql =
        """
        SELECT count(*) > 0 FROM pg_locks l
        WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
          AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND l.classid::bigint = %d
        """
            .formatted(JdbcNodes.LOCKS);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() && row.getBoolean(1);
    }
  }

  /** Calls back once when another server has taken the lock; at once when that was before. */
  void onLost(Runnable action) {
    lost = action;
    if (gone) {
      action.run();
    }
  }

  /** Since when and from where somebody holds the lock of the database that is connected to. */
  static Optional<String> holder(Connection connection) throws SQLException {
    String sql =
        """
        SELECT to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC'
          || coalesce(', from ' || host(a.client_addr), '')
        FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
        WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
          AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND l.classid::bigint << 32 | l.objid::bigint = %d
        """
            .formatted(KEY);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
    }
  }

  private static Connection acquire(Connections connections, String where, Tenancy tenancy)
      throws SQLException {
    Connection connection = connections.open();
    try (Statement statement = connection.createStatement()) {
      // A holder whose machine has vanished must not keep the lock for hours.
      statement.execute("SET tcp_keepalives_idle = 10");
      statement.execute("SET tcp_keepalives_interval = 5");
      statement.execute("SET tcp_keepalives_count = 3");
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!tryLock(statement, tenancy)) {
        if (System.nanoTime() >= deadline) {
          throw new DatabaseInUse(where, tenancy);
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    } catch (InterruptedException e) {
      connection.close();
      Thread.currentThread().interrupt();
      throw new DatabaseInUse(where, tenancy);
    }
  }

  private static boolean tryLock(Statement statement, Tenancy tenancy) throws SQLException {
    String way = tenancy == Tenancy.SHARED ? "pg_try_advisory_lock_shared" : "pg_try_advisory_lock";
    try (ResultSet row = statement.executeQuery("SELECT " + way + "(" + KEY + ")")) {
      return row.next() && row.getBoolean(1);
    }
  }

  private void watch() {
    try {
      while (!closed.await(CHECK_MILLIS, TimeUnit.MILLISECONDS) && !gone) {
        check();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void check() {
    Connection held = connection;
    try {
      if (held != null && held.isValid(ANSWER_SECONDS)) {
        return;
      }
      connection = null;
      if (held != null) {
        LOG.warn("The lock on {} is gone with its connection; taking it again", where);
        held.close();
      }
      Connection again = acquire(connections, where, tenancy);
      if (node > 0) {
        say(again, node);
      }
      connection = again;
      if (closed.getCount() == 0) {
        release();
      }
    } catch (SQLException e) {
      // The database is away. Nobody else can have the lock either: try again at the next check.
      LOG.debug("The lock cannot be taken yet", e);
    } catch (DatabaseInUse e) {
      gone = true;
      LOG.error("Another server has taken the lock on {}; this one must stop", where);
      Runnable action = lost;
      if (action != null) {
        action.run();
      }
    }
  }

  private void release() {
    Connection held = connection;
    connection = null;
    if (held != null) {
      try {
        held.close();
      } catch (SQLException e) {
        LOG.debug("The connection was gone already", e);
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
    release();
  }

  /** Opens connections that no pool closes or shortens. */
  interface Connections {
    Connection open() throws SQLException;
  }
}
