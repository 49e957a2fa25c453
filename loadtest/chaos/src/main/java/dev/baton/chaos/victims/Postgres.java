package dev.baton.chaos.victims;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The processes of the PostgreSQL on one cluster, whoever started them. */
public class Postgres {
  private static final int POLL_MILLIS = 10;
  private static final int POLLS_MAX = 500;
  private static final int READY_LINE = 7;
  private static final Duration START_PATIENCE = Duration.ofMinutes(1);

  private final Path cluster;

  /** The PostgreSQL whose files are in this folder. */
  public Postgres(Path cluster) {
    this.cluster = cluster;
  }

  public Path cluster() {
    return cluster;
  }

  /** Ends the main process and all that work for it, as kill -9 would, and sees them gone. */
  public void kill() throws IOException, InterruptedException {
    List<ProcessHandle> all = processes();
    signal("KILL", all);
    for (ProcessHandle one : all) {
      for (int i = 0; i < POLLS_MAX && runs(one.pid()); i++) {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    }
  }

  /** Takes all of them from the processor: they keep their connections and answer nothing. */
  public void stall() throws IOException, InterruptedException {
    signal("STOP", processes());
  }

  /** Goes on after {@link #stall}. */
  public void resume() throws IOException, InterruptedException {
    List<ProcessHandle> all = processes();
    signal("CONT", all.reversed());
  }

  /** Asks it to end at once, but in order. */
  void interrupt() throws IOException, InterruptedException {
    signal("INT", processes().subList(0, 1));
  }

  /** Whether it takes connections. */
  public boolean isReady() {
    try {
      List<String> lines = Files.readAllLines(cluster.resolve("postmaster.pid"));
      return lines.size() > READY_LINE
          && lines.get(READY_LINE).strip().equals("ready")
          && main().filter(one -> runs(one.pid())).isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Comes back when it takes connections, as it does soon after a kill that was not ours to mend.
   */
  public void awaitReady() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    while (!isReady()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("the PostgreSQL in " + cluster + " did not come back");
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  Optional<ProcessHandle> main() throws IOException {
    Path file = cluster.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(file);
    return lines.isEmpty()
        ? Optional.empty()
        : ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(ProcessHandle::isAlive);
  }

  /** One that has ended and was not collected has no command line. */
  private static boolean runs(long pid) {
    try {
      return Files.readAllBytes(Path.of("/proc", String.valueOf(pid), "cmdline")).length > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private List<ProcessHandle> processes() throws IOException {
    ProcessHandle main = main().orElseThrow(() -> new IOException("no PostgreSQL in " + cluster));
    List<ProcessHandle> all = new ArrayList<>(List.of(main));
    main.descendants().forEach(all::add);
    return all;
  }

  private static void signal(String name, List<ProcessHandle> processes)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    processes.forEach(one -> command.add(String.valueOf(one.pid())));
    // One of them may have gone already; then kill says so and does the others.
    new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
