package dev.baton.chaos.victims;

import dev.baton.database.DatabaseSettings;
import dev.baton.database.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL that the server does not own: it is started by us, on one port, and nobody starts it
 * again when it dies. Its cluster is made as the embedded one is, and then run on its own.
 */
public final class OutsidePostgres extends Postgres implements AutoCloseable {
  private static final int POLL_MILLIS = 10;
  private static final int POLLS_MAX = 6_000;

  /** Enough for several nodes. */
  private static final int CONNECTIONS_MAX = 200;

  private final List<String> command;
  private final Path log;
  private final DatabaseSettings settings;
  private @Nullable Process process;

  private OutsidePostgres(Path cluster, List<String> command, Path log, DatabaseSettings settings) {
    super(cluster);
    this.command = command;
    this.log = log;
    this.settings = settings;
  }

  /**
   * Makes a cluster, and starts it.
   *
   * @param preparation is done in it before
   */
  public static OutsidePostgres create(Path folder, Consumer<DatabaseSettings> preparation)
      throws IOException, InterruptedException {
    return create(folder, preparation, null);
  }

  /**
   * The same, reached by another address as well.
   *
   * @param range from which callers may come to that address
   */
  public static OutsidePostgres create(
      Path folder, Consumer<DatabaseSettings> preparation, String address, String range)
      throws IOException, InterruptedException {
    return create(folder, preparation, new Reach(address, range));
  }

  private record Reach(String address, String range) {}

  private static OutsidePostgres create(
      Path folder, Consumer<DatabaseSettings> preparation, @Nullable Reach reach)
      throws IOException, InterruptedException {
    OutsidePostgres made;
    try (EmbeddedPostgres first = EmbeddedPostgres.start(folder, null)) {
      preparation.accept(first.settings());
      made = like(first, folder.toRealPath(), reach);
    }
    if (reach != null) {
      Files.writeString(
          made.cluster().resolve("pg_hba.conf"),
          "host all all " + reach.range() + " scram-sha-256\n",
          StandardOpenOption.APPEND);
    }
    made.start();
    return made;
  }

  private static OutsidePostgres like(EmbeddedPostgres first, Path folder, @Nullable Reach reach)
      throws IOException {
    long pid = first.pid().orElseThrow();
    int port = Ports.free();
    DatabaseSettings theirs = first.settings();
    List<String> command = new ArrayList<>(apart(pid));
    for (String word : words(pid)) {
      command.add(
          switch (word.replaceFirst("=.*", "=")) {
            case "port=" -> "port=" + port;
            case "max_connections=" -> "max_connections=" + CONNECTIONS_MAX;
            case "listen_addresses=" -> reach == null ? word : word + "," + reach.address();
            default -> word;
          });
    }
    return new OutsidePostgres(
        folder.resolve("postgres"),
        List.copyOf(command),
        folder.resolve("postgres.log"),
        DatabaseSettings.of(
            theirs
                .url()
                .replaceFirst(
                    "//[^/:]+:\\d+/",
                    "//" + (reach == null ? "127.0.0.1" : reach.address()) + ":" + port + "/"),
            theirs.user(),
            theirs.password()));
  }

  public DatabaseSettings settings() {
    return settings;
  }

  /** Starts it, and comes back when it takes connections. */
  public void start() throws IOException, InterruptedException {
    Process started = launch();
    for (int i = 0; i < POLLS_MAX; i++) {
      if (isReady()) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      if (!started.isAlive()) {
        // It refuses to start while children of the one before still hold its memory.
        started = launch();
      }
    }
    throw new IOException("PostgreSQL did not start; see " + log);
  }

  private Process launch() throws IOException {
    Files.deleteIfExists(cluster().resolve("postmaster.pid"));
    Process started =
        new ProcessBuilder(command)
            .directory(cluster().toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    process = started;
    return started;
  }

  @Override
  public void close() throws IOException {
    Process current = process;
    if (current == null || !current.isAlive()) {
      return;
    }
    try {
      resume();
      interrupt();
      if (!current.waitFor(20, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      current.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** What must go before the command so that it runs as the same user. */
  private static List<String> apart(long pid) throws IOException {
    Path theirs = Path.of("/proc", String.valueOf(pid));
    Path ours = Path.of("/proc/self");
    if (!Files.readSymbolicLink(theirs.resolve("ns/user"))
        .equals(Files.readSymbolicLink(ours.resolve("ns/user")))) {
      return List.of("setsid", "unshare", "-U", "--");
    }
    Object uid = Files.getAttribute(theirs, "unix:uid");
    if (uid.equals(Files.getAttribute(ours, "unix:uid"))) {
      return List.of("setsid");
    }
    Object gid = Files.getAttribute(theirs, "unix:gid");
    return List.of("setsid", "setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--");
  }

  private static List<String> words(long pid) throws IOException {
    String line =
        Files.readString(Path.of("/proc", String.valueOf(pid), "cmdline"), StandardCharsets.UTF_8);
    return Arrays.asList(line.split("\0"));
  }
}
