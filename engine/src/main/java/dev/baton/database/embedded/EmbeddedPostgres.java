package dev.baton.database.embedded;

import dev.baton.database.DatabaseSettings;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL in the data folder, running until it is closed: a child process that flushes
 * whatever it acknowledges, listens on this machine only and asks for a password. When it dies, it
 * is started again; when a killed Baton left one behind, the next start stops it first.
 *
 * <p>Only the packaged programs of the zonky project are used, not its library. That one starts
 * PostgreSQL with {@code -F} and {@code synchronous_commit=off}, lets everybody in ({@code initdb
 * -A trust}), deletes its folder on close, and knows nothing of a server that outlived its Java
 * process. Each can be overridden but the last, and a default that comes back with an update would
 * lose messages; what remains of it after that is the unpacking.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final int CONNECTIONS_MAX = 60;
  private static final int LOG_BYTES_MAX = 10 << 20;
  private static final int START_ATTEMPTS_MAX = 6;
  private static final long RETRY_MILLIS = 100;
  // Long enough to replay the log of a busy server after a crash.
  private static final Duration START_PATIENCE = Duration.ofMinutes(5);
  private static final int RESTARTS_IN_A_ROW_MAX = 5;
  private static final Duration HEALTHY_AFTER = Duration.ofMinutes(1);
  private static final int WATCH_SECONDS = 5;

  private final DataFolderLock lock;
  private final Path bin;
  private final Cluster cluster;
  private final Path log;
  private final Thread supervisor =
      Thread.ofPlatform().daemon().name("postgres-supervisor").unstarted(this::supervise);
  private volatile int port;
  private final AtomicInteger restarts = new AtomicInteger();
  private volatile boolean closing;
  private volatile @Nullable Process process;

  private EmbeddedPostgres(DataFolderLock lock, Path data, Path bin) throws IOException {
    this.lock = lock;
    this.bin = bin;
    this.cluster = Cluster.prepare(data, bin);
    this.log = data.resolve("postgres.log");
  }

  /**
   * Starts PostgreSQL, and sets it up the first time.
   *
   * @param data made when it is not there
   * @param binaries the bin folder of a PostgreSQL to use instead of the packaged one
   * @throws dev.baton.database.DatabaseProblem with what to change, when it cannot
   */
  public static EmbeddedPostgres start(Path data, @Nullable Path binaries) {
    try {
      Files.createDirectories(data);
      Path folder = data.toRealPath();
      DataFolderLock lock = DataFolderLock.take(folder);
      boolean started = false;
      try {
        Path bin = PostgresBinaries.find(binaries, folder.resolve("postgres-bin"));
        EmbeddedPostgres postgres = new EmbeddedPostgres(lock, folder, bin);
        postgres.launch(true);
        postgres.supervisor.start();
        started = true;
        return postgres;
      } finally {
        if (!started) {
          lock.close();
        }
      }
    } catch (IOException e) {
      throw new EmbeddedPostgresFailed(
          "PostgreSQL could not be started in " + data + ": " + e.getMessage(), e);
    }
  }

  /**
   * How to connect to the one that another Baton runs in this folder; empty while none takes
   * connections there.
   *
   * @throws dev.baton.database.DatabaseProblem when its password cannot be read
   */
  public static Optional<DatabaseSettings> running(Path data) {
    try {
      Path cluster = data.resolve("postgres");
      if (!Files.isDirectory(cluster)) {
        return Optional.empty();
      }
      Optional<Postmaster> postmaster =
          Postmaster.of(cluster.toRealPath()).filter(Postmaster::ready);
      if (postmaster.isEmpty()) {
        return Optional.empty();
      }
      String password = Files.readString(data.resolve("postgres.password")).strip();
      return Optional.of(
          DatabaseSettings.of(
              url(postmaster.get().port(), Cluster.DATABASE), Cluster.USER, password));
    } catch (IOException e) {
      throw new EmbeddedPostgresFailed(
          "the PostgreSQL in " + data + " belongs to somebody else: run this as who runs it", e);
    }
  }

  /** Whether there is a database in this folder, running or not. */
  public static boolean isIn(Path data) {
    return Files.exists(data.resolve("postgres").resolve("PG_VERSION"));
  }

  /**
   * Which PostgreSQL would be run, in words.
   *
   * @throws dev.baton.database.DatabaseProblem when there is none
   */
  public static String programs(@Nullable Path binaries) {
    try {
      return PostgresBinaries.describe(binaries);
    } catch (IOException e) {
      throw new EmbeddedPostgresFailed("PostgreSQL's programs cannot be read", e);
    }
  }

  /** How to connect; stays the same over restarts of the server. */
  public DatabaseSettings settings() {
    return settings(Cluster.DATABASE);
  }

  /** How to connect to another database of this server. */
  public DatabaseSettings settings(String database) {
    return DatabaseSettings.of(url(port, database), Cluster.USER, cluster.password());
  }

  private static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** Whether the server process runs and takes connections, now. */
  public boolean isAlive() {
    return postmaster().filter(Postmaster::ready).isPresent();
  }

  /** The number of the server's main process; empty while it is down. */
  public Optional<Long> pid() {
    return postmaster().map(Postmaster::pid);
  }

  /** How often the server has died and been started again. */
  public int restarts() {
    return restarts.get();
  }

  /** Stops the server and frees the data folder. Blocks for half a minute at the most. */
  @Override
  public void close() {
    synchronized (this) {
      if (closing) {
        return;
      }
      closing = true;
    }
    // A shutdown hook may be interrupted or run beside us; the server is stopped all the same.
    boolean interrupted = Thread.interrupted();
    try {
      supervisor.interrupt();
      supervisor.join(Duration.ofSeconds(WATCH_SECONDS));
      Optional<Postmaster> running = Postmaster.of(cluster.folder());
      if (running.isPresent()) {
        running.get().stop(cluster.folder());
      }
      endChild();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      lock.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public String toString() {
    return "EmbeddedPostgres[" + cluster.folder() + "]";
  }

  /** Also one that was started this moment and has not written its number yet. */
  private void endChild() throws InterruptedException {
    Process child = process;
    if (child != null && child.isAlive() && !child.waitFor(1, TimeUnit.SECONDS)) {
      child.destroy();
      if (!child.waitFor(WATCH_SECONDS, TimeUnit.SECONDS)) {
        child.destroyForcibly();
      }
    }
  }

  private Optional<Postmaster> postmaster() {
    try {
      return Postmaster.of(cluster.folder());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Starts the server and waits until it takes connections.
   *
   * @param anyPort whether a new port may be chosen for each attempt
   */
  private void launch(boolean anyPort) throws IOException {
    truncateLog();
    for (int attempt = 1; ; attempt++) {
      if (anyPort) {
        port = freePort();
      }
      Process child = spawn();
      process = child;
      if (becomesReady(child)) {
        return;
      }
      child.destroy();
      // Two obstacles pass by themselves: somebody took the port, or the last processes of a killed
      // server are still going.
      if (attempt == START_ATTEMPTS_MAX) {
        throw new EmbeddedPostgresFailed(
            "PostgreSQL does not start: " + lastLogLine() + " (more in " + log + ")");
      }
      pause(RETRY_MILLIS << attempt);
    }
  }

  private Process spawn() throws IOException {
    List<String> command = new ArrayList<>(apart());
    command.addAll(
        cluster
            .runAs()
            .command(
                List.of(bin.resolve("postgres").toString(), "-D", cluster.folder().toString())));
    for (String setting :
        List.of(
            "listen_addresses=127.0.0.1",
            "port=" + port,
            // The lock of a socket would outlive a killed server.
            "unix_socket_directories=",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "max_connections=" + CONNECTIONS_MAX,
            "timezone=UTC",
            "log_timezone=UTC",
            "logging_collector=off",
            "log_destination=stderr",
            // What customers write must not stand in the log.
            "log_error_verbosity=terse",
            "log_min_error_statement=panic")) {
      command.add("-c");
      command.add(setting);
    }
    ProcessBuilder builder = Commands.clean(new ProcessBuilder(command));
    builder.directory(cluster.folder().toFile());
    builder.redirectInput(new File("/dev/null"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return builder.start();
  }

  /**
   * Keeps Ctrl-C in the terminal from the server: it goes to the whole process group, and the
   * server must outlive those who still write to it.
   */
  private static List<String> apart() {
    return Commands.installed("setsid")
        ? List.of("setsid")
        : List.of("sh", "-c", "set -m; \"$@\" & wait $!", "sh");
  }

  private boolean becomesReady(Process child) throws IOException {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<Postmaster> running = Postmaster.of(cluster.folder());
      if (running.isPresent() && running.get().ready() && running.get().port() == port) {
        return true;
      }
      if (!child.isAlive()) {
        return false;
      }
      pause(10);
    }
    return false;
  }

  private void pause(long millis) throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while PostgreSQL was starting");
    }
  }

  private void supervise() {
    int inARow = 0;
    long startedAt = System.nanoTime();
    try {
      while (!closing) {
        Process child = process;
        if (child != null && !child.waitFor(WATCH_SECONDS, TimeUnit.SECONDS)) {
          truncateLog();
          continue;
        }
        if (closing) {
          return;
        }
        if (System.nanoTime() - startedAt > HEALTHY_AFTER.toNanos()) {
          inARow = 0;
        }
        if (inARow++ == RESTARTS_IN_A_ROW_MAX) {
          LOG.error("PostgreSQL keeps dying; giving up. Last line: {}", lastLogLine());
          return;
        }
        LOG.error("PostgreSQL has died; starting it again");
        Postmaster.clear(cluster.folder());
        launch(false);
        restarts.incrementAndGet();
        startedAt = System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | EmbeddedPostgresFailed e) {
      if (!closing) {
        LOG.error("PostgreSQL cannot be started again; giving up", e);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The server appends, so a file cut to nothing grows from there. */
  private void truncateLog() throws IOException {
    if (Files.exists(log) && Files.size(log) > LOG_BYTES_MAX) {
      try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
        channel.truncate(0);
      }
    }
  }

  private String lastLogLine() {
    try {
      return Files.readString(log).lines().reduce("", (a, b) -> b);
    } catch (IOException e) {
      return "its log cannot be read";
    }
  }
}
