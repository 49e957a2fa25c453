package dev.baton.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server of its own process, on a free port, until it is closed. */
final class ServerProcess implements AutoCloseable {
  /** Where the launcher stands, which knows with which options a server runs; it says so itself. */
  static final String LAUNCHER = "baton.launcher";

  private static final Duration READY_PATIENCE = Duration.ofMinutes(10);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);
  private static final int CALL_MILLIS = 2_000;
  private static final long LOOK_AGAIN_NANOS = 5_000_000;
  private static final int HTTP_OK = 200;

  private final Process process;
  private final Path data;
  private final Path log;
  private final long begun = System.nanoTime();

  private ServerProcess(Process process, Path data, Path log) {
    this.process = process;
    this.data = data;
    this.log = log;
  }

  /** Whether the launcher's options are known; otherwise servers run with Java's defaults. */
  static boolean asLaunched() {
    return System.getProperty(LAUNCHER) != null;
  }

  /** Begins to start one; what it prints goes into a file beside the data folder. */
  static ServerProcess start(Path data, Map<String, String> environment) {
    Path log = data.resolveSibling(data.getFileName() + ".log");
    List<String> command = new ArrayList<>();
    String launcher = System.getProperty(LAUNCHER);
    if (launcher == null) {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), Baton.class.getName()));
    } else {
      command.add(launcher);
    }
    command.addAll(List.of("up", "--port", "0", "--no-demo", "--data", data.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.environment().putAll(environment);
    builder.environment().put("BATON_SKIP_BUILD", "1");
    try {
      Files.deleteIfExists(data.resolve(Up.URL_FILE));
      return new ServerProcess(builder.start(), data, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it says that it is ready; how many milliseconds after its start that was. */
  double ready() {
    while (!isReady()) {
      if (!process.isAlive()) {
        throw new CommandFailed("the server has ended: " + lastLine() + ".");
      }
      if (System.nanoTime() - begun > READY_PATIENCE.toNanos()) {
        throw new CommandFailed("the server was not ready after " + READY_PATIENCE + ".");
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
    return (System.nanoTime() - begun) / 1e6;
  }

  private boolean isReady() {
    try {
      String url = Files.readString(data.resolve(Up.URL_FILE)).strip();
      if (url.isEmpty()) {
        return false;
      }
      HttpURLConnection call =
          (HttpURLConnection) URI.create(url + "/readyz").toURL().openConnection();
      call.setConnectTimeout(CALL_MILLIS);
      call.setReadTimeout(CALL_MILLIS);
      return call.getResponseCode() == HTTP_OK;
    } catch (IOException e) {
      // Not yet.
      return false;
    }
  }

  private String lastLine() {
    try {
      List<String> lines = Files.readAllLines(log);
      return lines.isEmpty() ? "it said nothing" : Plain.line(lines.getLast());
    } catch (IOException e) {
      return "it said nothing";
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
