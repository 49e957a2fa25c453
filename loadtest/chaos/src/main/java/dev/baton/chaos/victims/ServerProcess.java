package dev.baton.chaos.victims;

import dev.baton.chaos.faults.FaultyJournalDao;
import dev.baton.chaos.faults.FaultyServer;
import dev.baton.chaos.faults.FaultySnapshotDao;
import dev.baton.chaos.faults.KillPoint;
import dev.baton.database.DatabaseSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The packaged server as a child process, started again and again on one data folder and one port.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration START_PATIENCE = Duration.ofMinutes(2);
  private static final Duration STOP_PATIENCE = Duration.ofMinutes(1);
  private static final int POLL_MILLIS = 15;
  private static final int CONNECT_MILLIS = 500;

  private final Setup setup;
  private final int port;
  private int life;
  private @Nullable Process process;

  /**
   * What every start has in common.
   *
   * @param lib the jars of the packaged server
   * @param chaos the jar or folder of this module's classes
   * @param folder where the data folder and the log are
   * @param seed of the stub agent
   * @param shortLived whether it is killed before the better compiler could pay off; it starts in
   *     half the time without
   * @param database an outside one; null for the embedded one
   * @param node where it is one of several; null where it stands alone
   */
  public record Setup(
      Path lib,
      Path chaos,
      Path folder,
      long seed,
      boolean shortLived,
      @Nullable DatabaseSettings database,
      @Nullable NodePlace node) {
    public Path data() {
      return folder.resolve("data");
    }
  }

  /**
   * Where a node runs.
   *
   * @param before what goes before its command
   * @param certificates a folder
   */
  public record NodePlace(String address, List<String> before, Path certificates) {}

  public ServerProcess(Setup setup) throws IOException {
    this.setup = setup;
    this.port = Ports.free();
  }

  public String url() {
    return "http://" + host() + ":" + port;
  }

  private String host() {
    @Nullable NodePlace node = setup.node();
    return node == null ? "127.0.0.1" : node.address();
  }

  public int lives() {
    return life;
  }

  /** Starts it and comes back when it accepts connections. */
  public void start() throws IOException, InterruptedException {
    launch();
    awaitUp();
  }

  /** Starts it and comes back at once. */
  public void launch() throws IOException {
    life++;
    ProcessBuilder builder = new ProcessBuilder(command());
    builder.redirectErrorStream(true);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(setup.folder().resolve("server.log").toFile()));
    @Nullable DatabaseSettings database = setup.database();
    if (database != null) {
      builder.environment().put("BATON_DATABASE_URL", database.url());
      builder.environment().put("BATON_DATABASE_USER", database.user());
      builder.environment().put("BATON_DATABASE_PASSWORD", database.password());
    }
    @Nullable NodePlace node = setup.node();
    if (node != null) {
      builder.environment().put("BATON_CLUSTER_HOST", node.address());
      builder.environment().put("BATON_CLUSTER_CERTIFICATES", node.certificates().toString());
    }
    process = builder.start();
  }

  /** Comes back when it accepts connections; fails when it died instead. */
  public void awaitUp() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    while (!listens()) {
      if (!running().isAlive()) {
        throw new IOException(
            "the server ended while it started, with " + running().exitValue() + "; see its log");
      }
      if (System.nanoTime() > deadline) {
        throw new IOException("the server did not start in " + START_PATIENCE);
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  public boolean isAlive() {
    Process current = process;
    return current != null && current.isAlive();
  }

  /** Makes it die when it comes to the point. */
  public void arm(KillPoint point) {
    order(point.name());
  }

  /** Lets the agent answer, or never answer. */
  public void agent(boolean answers) {
    order(answers ? FaultyServer.AGENT_LIVES : FaultyServer.AGENT_DIES);
  }

  private void order(String line) {
    try {
      running().getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      running().getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for its death, and says at which point it died where it did at one. */
  public boolean dies(Duration patience) throws InterruptedException {
    return running().waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  public Optional<KillPoint> diedAt() {
    return isAlive() ? Optional.empty() : KillPoint.of(running().exitValue());
  }

  /** Stops it where it is, or lets it go on. */
  public void pause(boolean paused) throws IOException, InterruptedException {
    new ProcessBuilder("kill", paused ? "-STOP" : "-CONT", String.valueOf(running().pid()))
        .start()
        .waitFor();
  }

  /** The signal that no process can catch. */
  public void kill() throws InterruptedException {
    running().destroyForcibly().waitFor();
  }

  /** Lets it end in order, its embedded database included. */
  @Override
  public void close() throws IOException {
    Process current = process;
    if (current == null || !current.isAlive()) {
      return;
    }
    current.destroy();
    try {
      if (!current.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        current.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      current.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private Process running() {
    Process current = process;
    if (current == null) {
      throw new IllegalStateException("the server was not started");
    }
    return current;
  }

  private boolean listens() {
    try (Socket probe = new Socket()) {
      probe.connect(new InetSocketAddress(host(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private List<String> command() throws IOException {
    @Nullable NodePlace node = setup.node();
    List<String> words = new ArrayList<>(node == null ? List.of() : node.before());
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx1g", "-XX:+UseSerialGC"));
    int feature = Runtime.version().feature();
    if (feature >= 23) {
      words.add("--sun-misc-unsafe-memory-access=allow");
    }
    if (feature >= 25) {
      words.add("-XX:+UseCompactObjectHeaders");
    }
    if (setup.shortLived()) {
      words.add("-XX:TieredStopAtLevel=1");
    }
    // Only a start that ends in order writes the archive, and only the first of a run does.
    words.add("-XX:+AutoCreateSharedArchive");
    words.add("-XX:SharedArchiveFile=" + setup.lib().resolveSibling("chaos-classes.jsa"));
    words.add("-Xlog:cds*=off");
    if (feature >= 24) {
      words.add("-Xlog:aot*=off");
    }
    settings().forEach(setting -> words.add("-D" + setting));
    words.addAll(List.of("-cp", classPath(), FaultyServer.class.getName()));
    words.addAll(List.of("--port", String.valueOf(port), "--host", host(), "--no-demo"));
    words.addAll(List.of("--data", setup.data().toString()));
    return words;
  }

  private List<String> settings() {
    return List.of(
        FaultyServer.SEED + "=" + (setup.seed() * 1_000_003 + life),
        "jdbc-journal.dao=" + FaultyJournalDao.class.getName(),
        "jdbc-snapshot-store.dao=" + FaultySnapshotDao.class.getName(),
        "baton.engine.conversation.snapshot-every=20",
        "baton.engine.retrieval.models=off",
        "baton.engine.retrieval.workers=128",
        "baton.engine.retrieval.waiting-max=4096",
        "baton.http.limits.conversations-per-minute=1000000",
        "baton.http.limits.messages-per-ten-seconds=100000");
  }

  /** The launcher's order, then ours. */
  private String classPath() throws IOException {
    try (Stream<Path> files = Files.list(setup.lib())) {
      List<Path> jars = files.sorted().toList();
      List<String> path = new ArrayList<>();
      for (String first : List.of("http-api-", "engine-", "")) {
        jars.stream()
            .filter(jar -> String.valueOf(jar.getFileName()).startsWith(first))
            .map(Path::toString)
            .filter(jar -> jar.endsWith(".jar") && !path.contains(jar))
            .forEach(path::add);
      }
      path.add(setup.chaos().toString());
      return String.join(System.getProperty("path.separator"), path);
    }
  }
}
