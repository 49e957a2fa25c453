package dev.baton.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where everything of one run lies. */
record RunFolder(Path path) {
  static RunFolder make(Installation installation) throws IOException {
    Files.createDirectories(installation.target());
    Path folder = Files.createTempDirectory(installation.target().toRealPath(), "run-");
    // PostgreSQL may run as another user than root.
    folder.toFile().setExecutable(true, false);
    return new RunFolder(folder);
  }

  /** Makes a folder in it. */
  Path folder(String name) throws IOException {
    return Files.createDirectory(path.resolve(name));
  }

  void remove() {
    try (Stream<Path> files = Files.walk(path)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
