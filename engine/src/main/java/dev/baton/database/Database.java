package dev.baton.database;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.baton.customers.CustomerSessionStore;
import dev.baton.inboxview.InboxStore;
import dev.baton.operators.OperatorStore;
import dev.baton.retrieval.embedding.VectorStore;
import dev.baton.sources.SourceStore;
import dev.baton.workspace.WorkspaceStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open PostgreSQL that keeps what it acknowledges, is ours alone and has the tables of this
 * version. Everything that stores hangs on it; closing it gives the database to the next server.
 */
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final int VERSION_LEAST = 140_000;
  private static final List<String> DURABILITY =
      List.of("fsync", "synchronous_commit", "full_page_writes");
  private static final int CONNECT_SECONDS = 5;
  private static final int CONNECTION_WAIT_MILLIS = 3000;
  // Over the statement timeout: PostgreSQL gives up first, and says why.
  private static final int SOCKET_SLACK_SECONDS = 1;

  private final DatabaseSettings settings;
  private final PGSimpleDataSource unpooled;
  private final ServerLock lock;
  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private Database(
      DatabaseSettings settings,
      PGSimpleDataSource unpooled,
      ServerLock lock,
      HikariDataSource pool) {
    this.settings = settings;
    this.unpooled = unpooled;
    this.lock = lock;
    this.pool = pool;
    this.jdbi = Jdbi.create(new StoreConnections(settings, pool, System::nanoTime));
  }

  /**
   * Connects, checks, locks and migrates.
   *
   * @throws DatabaseProblem with what to change, when any of it fails
   */
  public static Database open(DatabaseSettings settings) {
    PGSimpleDataSource unpooled = unpooled(settings);
    checkVersion(settings, unpooled);
    HikariDataSource pool = pool(settings);
    try {
      checkDurable(settings, pool);
      ServerLock lock = ServerLock.take(unpooled::getConnection, settings.where());
      try {
        migrate(settings, unpooled);
        return new Database(settings, unpooled, lock, pool);
      } catch (RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (SQLException e) {
      pool.close();
      throw DatabaseUnavailable.connecting(settings, e);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  /** The stores' pool. */
  public DataSource dataSource() {
    return pool;
  }

  public WorkspaceStore workspaces() {
    return new JdbcWorkspaces(jdbi);
  }

  public OperatorStore operators() {
    return new JdbcOperators(jdbi);
  }

  public CustomerSessionStore customerSessions() {
    return new JdbcCustomerSessions(jdbi);
  }

  public SourceStore sources() {
    return new JdbcSources(jdbi);
  }

  public VectorStore vectors() {
    return new JdbcVectors(jdbi);
  }

  public InboxStore inbox() {
    return new JdbcInbox(jdbi);
  }

  /** Reads the journal on connections of its own, which know no time limit. */
  public JournalReader journal() {
    return new JournalReader(unpooled);
  }

  /** Writes rows of the journal on a connection of its own, as fast as the database takes them. */
  public JournalWriter journalWriter() {
    PGSimpleDataSource batching = unpooled(settings);
    batching.setReWriteBatchedInserts(true);
    return new JournalWriter(batching);
  }

  /**
   * What the actor system needs to keep its journal and snapshots here; it goes before
   * application.conf. Holds the password: do not log it, and leave {@code akka.log-config-on-start}
   * off.
   */
  public Config akkaSettings() {
    String db = "akka-persistence-jdbc.shared-databases.baton.db.";
    Map<String, Object> values = new HashMap<>();
    values.put(db + "url", settings.url());
    values.put(db + "user", settings.user());
    values.put(db + "password", settings.password());
    values.put(db + "connectionInitSql", statementTimeout(settings));
    values.put(db + "numThreads", settings.poolSize());
    values.put(db + "maxConnections", settings.poolSize());
    values.put(db + "minConnections", settings.poolSize());
    driverProperties(settings).forEach((key, value) -> values.put(db + "properties." + key, value));
    return ConfigFactory.parseMap(values, "database")
        .withFallback(
            ConfigFactory.parseResources(Database.class.getClassLoader(), "journal.conf"));
  }

  /** Whether the database answers, still keeps what it acknowledges and is still ours. */
  public boolean isReady() {
    try {
      checkDurable(settings, pool);
      return lock.isHeld();
    } catch (SQLException | DurabilityRefused e) {
      LOG.debug("The database is not ready", e);
      return false;
    }
  }

  /**
   * Calls back once when another server has taken this database while it was away from us. The
   * caller must stop serving.
   */
  public void onLost(Runnable action) {
    lock.onLost(action);
  }

  @Override
  public void close() {
    pool.close();
    lock.close();
  }

  @Override
  public String toString() {
    return "Database[" + settings.where() + "]";
  }

  private static void checkVersion(DatabaseSettings settings, DataSource unpooled) {
    try (Connection connection = unpooled.getConnection()) {
      int version = Integer.parseInt(setting(connection, "server_version_num"));
      if (version < VERSION_LEAST) {
        throw new DatabaseUnsuitable(
            settings.where()
                + " is PostgreSQL "
                + setting(connection, "server_version")
                + ": Baton needs "
                + VERSION_LEAST / 10_000
                + " or later",
            null);
      }
    } catch (SQLException e) {
      throw DatabaseUnavailable.connecting(settings, e);
    }
  }

  private static void checkDurable(DatabaseSettings settings, DataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      for (String name : DURABILITY) {
        String value = setting(connection, name);
        // remote_apply is on, and then waits for the standby as well.
        if (!value.equals("on") && !value.equals("remote_apply")) {
          throw new DurabilityRefused(name, value, settings.where());
        }
      }
    }
  }

  private static String setting(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW " + name)) {
      if (!row.next()) {
        throw new SQLException("no setting " + name);
      }
      return row.getString(1);
    }
  }

  private static void migrate(DatabaseSettings settings, DataSource unpooled) {
    try {
      int made =
          Flyway.configure(Database.class.getClassLoader())
              .dataSource(unpooled)
              .locations("classpath:db/migration")
              .load()
              .migrate()
              .migrationsExecuted;
      LOG.info("Database {} is open; {} migrations were new to it", settings.where(), made);
    } catch (FlywayException e) {
      throw new DatabaseUnsuitable(
          "the tables at "
              + settings.where()
              + " are not Baton's or not of this version: "
              + DatabaseUnavailable.firstLine(e),
          e);
    }
  }

  private static PGSimpleDataSource unpooled(DatabaseSettings settings) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(settings.url());
    source.setUser(settings.user());
    source.setPassword(settings.password());
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setTcpKeepAlive(true);
    source.setApplicationName("baton");
    return source;
  }

  private static HikariDataSource pool(DatabaseSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("baton-stores");
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(settings.poolSize());
    config.setConnectionTimeout(CONNECTION_WAIT_MILLIS);
    config.setConnectionInitSql(statementTimeout(settings));
    // A server that goes away after the first check is reported by whoever asks for a connection.
    config.setInitializationFailTimeout(-1);
    driverProperties(settings).forEach(config::addDataSourceProperty);
    return new HikariDataSource(config);
  }

  private static String statementTimeout(DatabaseSettings settings) {
    return "SET statement_timeout = " + settings.statementTimeout().toMillis();
  }

  private static Map<String, String> driverProperties(DatabaseSettings settings) {
    long socketSeconds = settings.statementTimeout().toSeconds() + SOCKET_SLACK_SECONDS;
    return Map.of(
        "reWriteBatchedInserts", "true",
        "connectTimeout", String.valueOf(CONNECT_SECONDS),
        "socketTimeout", String.valueOf(socketSeconds),
        "tcpKeepAlive", "true",
        "ApplicationName", "baton");
  }
}
