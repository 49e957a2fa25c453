package dev.baton.load.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What Linux tells of its processes under {@code /proc}; what cannot be read is not known. */
public final class Proc {
  /** Linux counts a process's time in hundredths of a second, whatever its own clock is. */
  private static final double TICKS_IN_SECOND = 100;

  private static final int STAT_FIELDS = 22;
  private static final int PROCESSOR_FIELDS = 8;
  private static final String SOCKET = "socket:[";

  private final Path root;

  /** Usually over {@code /proc}. */
  public Proc(Path root) {
    this.root = root;
  }

  /**
   * A process's times.
   *
   * @param ownTicks in user and system mode
   * @param endedChildrenTicks of children that have ended
   * @param residentPages of memory
   */
  record Stat(long ownTicks, long endedChildrenTicks, long residentPages) {
    static double seconds(long ticks) {
      return ticks / TICKS_IN_SECOND;
    }
  }

  /**
   * The machine's processors since its start, in ticks.
   *
   * @param stolen what the machine's host gave to others
   */
  record Processor(long all, long idle, long stolen) {}

  /** Null when there is no such process any more. */
  @Nullable Stat stat(long pid) {
    String line = read(root.resolve(pid + "/stat"));
    // The program's name stands in brackets and may hold anything, brackets too.
    int end = line.lastIndexOf(')');
    String[] fields = line.substring(end + 1).strip().split(" ", -1);
    if (end < 0 || fields.length < STAT_FIELDS) {
      return null;
    }
    return new Stat(
        Long.parseLong(fields[11]) + Long.parseLong(fields[12]),
        Long.parseLong(fields[13]) + Long.parseLong(fields[14]),
        Long.parseLong(fields[21]));
  }

  /** The process's children, and theirs. */
  List<Long> descendants(long pid) {
    List<Long> all = new ArrayList<>();
    addChildren(pid, all);
    return all;
  }

  private void addChildren(long pid, List<Long> all) {
    String children = read(root.resolve(pid + "/task/" + pid + "/children"));
    for (String child : children.strip().split("\\s+", -1)) {
      if (!child.isEmpty()) {
        all.add(Long.parseLong(child));
        addChildren(Long.parseLong(child), all);
      }
    }
  }

  /** Memory of its own and its share of what it has in common with others, in KiB. */
  OptionalLong proportionalKib(long pid) {
    return numberAfter(root.resolve(pid + "/smaps_rollup"), "Pss:");
  }

  /** How many files, sockets included, the process may have open. */
  OptionalLong openFilesMax(String pid) {
    return numberAfter(root.resolve(pid + "/limits"), "Max open files");
  }

  private static OptionalLong numberAfter(Path file, String name) {
    return read(file)
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip().replaceFirst("[^0-9].*", ""))
        .filter(number -> !number.isEmpty())
        .mapToLong(Long::parseLong)
        .findFirst();
  }

  @Nullable Processor processor() {
    String first = read(root.resolve("stat")).lines().findFirst().orElse("");
    String[] fields = first.replaceFirst("^cpu +", "").split(" ", -1);
    if (!first.startsWith("cpu ") || fields.length < PROCESSOR_FIELDS) {
      return null;
    }
    long all = 0;
    for (int i = 0; i < PROCESSOR_FIELDS; i++) {
      all += Long.parseLong(fields[i]);
    }
    long idle = Long.parseLong(fields[3]) + Long.parseLong(fields[4]);
    return new Processor(all, idle, Long.parseLong(fields[7]));
  }

  List<TcpSocket> sockets() {
    List<TcpSocket> all = new ArrayList<>();
    for (String file : List.of("net/tcp", "net/tcp6")) {
      read(root.resolve(file)).lines().skip(1).map(TcpSocket::parse).forEach(all::add);
    }
    return all;
  }

  /** The numbers of the sockets that a process has open; none where that is not ours to read. */
  List<Long> socketsOf(long pid) {
    List<Long> inodes = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(root.resolve(pid + "/fd"))) {
      for (Path file : files) {
        String target = link(file);
        if (target.startsWith(SOCKET)) {
          inodes.add(Long.parseLong(target.substring(SOCKET.length(), target.length() - 1)));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return List.of();
    }
    return inodes;
  }

  List<Long> processes() {
    List<Long> all = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(root, "[0-9]*")) {
      files.forEach(file -> all.add(Long.parseLong(String.valueOf(file.getFileName()))));
    } catch (IOException e) {
      return List.of();
    }
    return all;
  }

  private static String link(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
