package dev.baton.database;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.baton.cluster.NodeStore;
import dev.baton.customers.CustomerSessionStore;
import dev.baton.inboxview.InboxStore;
import dev.baton.operators.OperatorStore;
import dev.baton.retrieval.embedding.VectorStore;
import dev.baton.sources.SourceStore;
import dev.baton.workspace.WorkspaceStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open PostgreSQL that keeps what it acknowledges, is ours and has the tables of this version.
 * Everything that stores hangs on it; closing it gives the database to the next server.
 */
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final long IN_TURN = 0x6261746f71L;
  private static final int CONNECTION_WAIT_MILLIS = 3000;
  // Over the statement timeout: PostgreSQL gives up first, and says why.
  private static final int SOCKET_SLACK_SECONDS = 1;

  private final DatabaseSettings settings;
  private final ClaimedDatabase claimed;
  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private Database(DatabaseSettings settings, ClaimedDatabase claimed, HikariDataSource pool) {
    this.settings = settings;
    this.claimed = claimed;
    this.pool = pool;
    this.jdbi = Jdbi.create(new StoreConnections(settings, pool, System::nanoTime));
  }

  /**
   * Connects, checks, locks and migrates.
   *
   * @throws DatabaseProblem with what to change, when any of it fails
   */
  public static Database open(DatabaseSettings settings) {
    return open(settings, Tenancy.ALONE);
  }

  /** The same, for a node of a cluster perhaps. */
  public static Database open(DatabaseSettings settings, Tenancy tenancy) {
    ClaimedDatabase claimed = ClaimedDatabase.claim(settings, tenancy);
    try {
      int made = claimed.migrate().size();
      LOG.info("Database {} is open; {} migrations were new to it", settings.where(), made);
      warnOfCopy(settings);
      return new Database(settings, claimed, pool(settings));
    } catch (RuntimeException e) {
      claimed.close();
      throw e;
    }
  }

  /** How many wait for a connection of the stores. */
  public int waiting() {
    return pool.getHikariPoolMXBean() == null
        ? 0
        : pool.getHikariPoolMXBean().getThreadsAwaitingConnection();
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

  /** The sources, as the node with this number works on them; 0 for a server that stands alone. */
  public SourceStore sources(int node) {
    return new JdbcSources(jdbi, node);
  }

  /** The nodes that serve this database. */
  public NodeStore nodes() {
    return new JdbcNodes(jdbi, claimed.lock()::liveAs);
  }

  /** The nodes that serve a database, beside them: for looking only. */
  public static NodeStore nodesAt(DatabaseSettings settings) {
    return new JdbcNodes(Jdbi.create(settings.unpooled()), number -> {});
  }

  /** Does something that no other node may do at the same time; blocks until it is its turn. */
  public <T> T inTurn(Supplier<T> work) {
    try (Connection connection = settings.unpooled().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(" + IN_TURN + ")");
      return work.get();
    } catch (SQLException e) {
      throw DatabaseUnavailable.connecting(settings, e);
    }
  }

  public VectorStore vectors() {
    return new JdbcVectors(jdbi);
  }

  public InboxStore inbox() {
    return new JdbcInbox(jdbi);
  }

  /** Reads the journal on connections of its own, which know no time limit. */
  public JournalReader journal() {
    return new JournalReader(settings.unpooled());
  }

  /** Writes rows of the journal on a connection of its own, as fast as the database takes them. */
  public JournalWriter journalWriter() {
    return new JournalWriter(settings.unpooled());
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
    try (Connection connection = pool.getConnection()) {
      new Suitability(connection, settings).checkDurable();
      return claimed.lock().isHeld();
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
    claimed.lock().onLost(action);
  }

  @Override
  public void close() {
    pool.close();
    claimed.close();
  }

  @Override
  public String toString() {
    return "Database[" + settings.where() + "]";
  }

  private static void warnOfCopy(DatabaseSettings settings) {
    try (Connection connection = settings.unpooled().getConnection()) {
      RestoredCopy.find(connection)
          .ifPresent(copy ->
              LOG.warn(
                  "{} was restored from the backup of {}: nothing is sent out of it until"
                      + " ./baton restore --confirm",
                  settings.where(),
                  copy.takenAt()));
    } catch (SQLException e) {
      throw DatabaseUnavailable.connecting(settings, e);
    }
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
        "connectTimeout", String.valueOf(DatabaseSettings.CONNECT_SECONDS),
        "socketTimeout", String.valueOf(socketSeconds),
        "tcpKeepAlive", "true",
        "ApplicationName", "baton");
  }
}
