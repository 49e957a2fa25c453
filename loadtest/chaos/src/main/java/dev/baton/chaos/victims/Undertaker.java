package dev.baton.chaos.victims;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Stops a PostgreSQL that outlives us, however we end: a shell that waits for the end of its input,
 * which comes with the end of this process even when that was killed.
 */
public final class Undertaker implements AutoCloseable {
  private static final String SCRIPT =
      """
      cat >/dev/null
      for folder; do
        [ -f "$folder/postmaster.pid" ] || continue
        pid=$(head -n 1 "$folder/postmaster.pid")
        case $(tr '\\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null) in
          *postgres*"$folder"*) kill -CONT "$pid"; kill -INT "$pid" ;;
        esac
      done
      """;

  private final Process shell;

  /** Watches over the clusters in these folders. */
  public Undertaker(Path... clusters) throws IOException {
    // Apart, so that a Ctrl-C in the terminal does not end it before us.
    List<String> command = new ArrayList<>(List.of("setsid", "sh", "-c", SCRIPT, "sh"));
    for (Path cluster : clusters) {
      command.add(cluster.toString());
    }
    shell =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
  }

  @Override
  public void close() throws IOException {
    shell.getOutputStream().close();
    try {
      shell.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
