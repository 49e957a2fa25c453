package dev.baton.database.embedded;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Short commands of the system, run to their end. */
final class Commands {
  private static final int PATIENCE_SECONDS = 120;

  private Commands() {}

  /** What a command said on both streams, and how it ended; 127 when it is not installed. */
  record Outcome(int exit, String output) {
    boolean ok() {
      return exit == 0;
    }

    String lastLine() {
      return output.lines().filter(line -> !line.isBlank()).reduce("", (a, b) -> b);
    }
  }

  static Outcome run(List<String> command) throws IOException {
    return run(command, Path.of("/"), "");
  }

  static Outcome run(List<String> command, Path folder, String input) throws IOException {
    Path output = Files.createTempFile("baton-command", ".out");
    try {
      ProcessBuilder builder = clean(new ProcessBuilder(command));
      builder.directory(folder.toFile());
      builder.redirectErrorStream(true).redirectOutput(output.toFile());
      Process process;
      try {
        process = builder.start();
      } catch (IOException e) {
        return new Outcome(127, String.valueOf(e.getMessage()));
      }
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // It ended without reading; its exit tells why.
      }
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Outcome(124, "no end after " + PATIENCE_SECONDS + " s");
      }
      return new Outcome(
          process.exitValue(), new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } finally {
      Files.deleteIfExists(output);
    }
  }

  /** Takes out of the environment what would change how PostgreSQL behaves. */
  static ProcessBuilder clean(ProcessBuilder builder) {
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
    environment.put("LC_ALL", "C");
    return builder;
  }

  /** Whether a program of this name is on the path. */
  static boolean installed(String program) {
    String path = System.getenv("PATH");
    if (path == null) {
      return false;
    }
    for (String folder : path.split(":", -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
