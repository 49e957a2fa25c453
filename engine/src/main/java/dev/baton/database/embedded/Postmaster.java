package dev.baton.database.embedded;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main process of the PostgreSQL in a folder, as {@code postmaster.pid} names it. That file
 * outlives a killed server and its number may since belong to any other process, so the process is
 * asked for its command line before it is taken for the postmaster.
 *
 * @param ready whether it takes connections
 */
record Postmaster(long pid, int port, boolean ready) {
  private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);
  private static final int PID_LINE = 0;
  private static final int PORT_LINE = 3;
  private static final int STATUS_LINE = 7;
  private static final Duration FAST_STOP = Duration.ofSeconds(20);
  private static final Duration IMMEDIATE_STOP = Duration.ofSeconds(5);

  /** The live postmaster of the cluster. */
  static Optional<Postmaster> of(Path cluster) throws IOException {
    List<String> lines = pidFile(cluster);
    long pid = lines.isEmpty() ? -1 : number(lines.get(PID_LINE));
    if (pid <= 0 || !isPostgresOf(pid, cluster)) {
      return Optional.empty();
    }
    int port = lines.size() > PORT_LINE ? (int) number(lines.get(PORT_LINE)) : -1;
    boolean ready = lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
    return Optional.of(new Postmaster(pid, port, ready));
  }

  /**
   * Clears the way for a start: stops a postmaster that an earlier Baton left behind, and removes a
   * file that was cut off or whose number another process has by now: PostgreSQL would not start
   * over either. Whether some process still has the cluster open, it finds out by other means.
   */
  static void clear(Path cluster) throws IOException {
    Optional<Postmaster> orphan = of(cluster);
    if (orphan.isPresent()) {
      LOG.warn("Stopping the PostgreSQL that was left running (process {})", orphan.get().pid());
      orphan.get().stop(cluster);
    }
    Path file = cluster.resolve("postmaster.pid");
    if (Files.exists(file)) {
      List<String> lines = pidFile(cluster);
      long pid = lines.isEmpty() ? -1 : number(lines.get(PID_LINE));
      if (pid <= 0 || ProcessHandle.of(pid).isPresent()) {
        LOG.warn("Removing a stale postmaster.pid that names no PostgreSQL");
        Files.deleteIfExists(file);
      }
    }
  }

  /** Stops it: by a fast shutdown, and when that takes too long by ever harder means. */
  void stop(Path cluster) throws IOException {
    if (signalled("INT", cluster, FAST_STOP) || signalled("QUIT", cluster, IMMEDIATE_STOP)) {
      return;
    }
    // Everything acknowledged is in the log on disk; the next start replays it.
    LOG.warn("PostgreSQL (process {}) did not stop; killing it", pid);
    signalled("KILL", cluster, IMMEDIATE_STOP);
  }

  private boolean signalled(String signal, Path cluster, Duration patience) throws IOException {
    if (!isPostgresOf(pid, cluster)) {
      return true;
    }
    // The JDK knows only TERM, on which PostgreSQL waits for its clients, and KILL.
    Commands.run(List.of("sh", "-c", "kill -" + signal + " \"$1\"", "sh", String.valueOf(pid)));
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      while (isPostgresOf(pid, cluster)) {
        if (System.nanoTime() >= deadline) {
          return false;
        }
        TimeUnit.MILLISECONDS.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while PostgreSQL was stopping");
    }
    return true;
  }

  private static List<String> pidFile(Path cluster) throws IOException {
    try {
      return Files.readAllLines(cluster.resolve("postmaster.pid"), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** A process that has ended and was not collected yet has no command line, and does not count. */
  private static boolean isPostgresOf(long pid, Path cluster) throws IOException {
    Path process = Path.of("/proc", String.valueOf(pid));
    if (!Files.isDirectory(Path.of("/proc/self"))) {
      String line =
          Commands.run(List.of("ps", "-ww", "-o", "command=", "-p", String.valueOf(pid))).output();
      return line.contains("postgres") && line.contains("-D " + cluster + " ");
    }
    List<String> words;
    try {
      words =
          Arrays.asList(
              Files.readString(process.resolve("cmdline"), StandardCharsets.UTF_8).split("\0", -1));
    } catch (IOException e) {
      return false;
    }
    if (!words.get(0).endsWith("postgres")) {
      return false;
    }
    int folder = words.indexOf("-D") + 1;
    return (folder > 0 && words.get(folder).equals(cluster.toString()))
        || worksIn(process.resolve("cwd"), cluster);
  }

  /** Holds also after the data folder was moved. Not every system lets us look. */
  private static boolean worksIn(Path folder, Path cluster) {
    try {
      return Files.isSameFile(folder, cluster);
    } catch (IOException e) {
      return false;
    }
  }
}
