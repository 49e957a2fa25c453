package dev.baton.database.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The processes of a cluster, seen from outside: every one of them works in its folder. */
final class Processes {
  private Processes() {}

  /** Also the background workers and the connections. */
  static List<ProcessHandle> of(Path cluster) {
    return ProcessHandle.allProcesses().filter(process -> worksIn(process, cluster)).toList();
  }

  /** Those that no other of them has started. */
  static List<ProcessHandle> postmasters(Path cluster) {
    List<ProcessHandle> all = of(cluster);
    return all.stream()
        .filter(process -> process.parent().filter(all::contains).isEmpty())
        .toList();
  }

  static Path cluster(Path data) {
    try {
      return data.toRealPath().resolve("postgres");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Optional<Postmaster> postmaster(Path data) {
    try {
      return Postmaster.of(cluster(data));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void kill(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  private static boolean worksIn(ProcessHandle process, Path cluster) {
    try {
      Path folder = Path.of("/proc", String.valueOf(process.pid()), "cwd");
      return Files.readSymbolicLink(folder).equals(cluster);
    } catch (IOException e) {
      return false;
    }
  }
}
