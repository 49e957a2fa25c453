package dev.baton.chaos.victims;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Stops a PostgreSQL and removes what else outlives us, however we end: a shell that waits for the
 * end of its input, which comes with the end of this process even when that was killed.
 */
public final class Undertaker implements AutoCloseable {
  private static final String SCRIPT =
      """
      read -r farewell && exit
      run=$1 cluster=$2
      shift 2
      for second in 1 2 3 4 5 6 7 8 9 10; do
        if [ -f "$cluster/postmaster.pid" ]; then
          pid=$(head -n 1 "$cluster/postmaster.pid")
          case $(tr '\\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null) in
            *postgres*"$cluster"*) pkill -CONT -P "$pid"; kill -CONT "$pid"; kill -INT "$pid" ;;
          esac
        fi
        sleep 1
      done
      for removal in "$@"; do $removal; done
      rm -rf "$run"
      """;
  private static final int FAREWELL_SECONDS = 10;

  private final Process shell;

  /**
   * Watches over a run.
   *
   * @param run its folder, which goes too
   * @param cluster the files of its PostgreSQL
   * @param removals commands that remove what else it made, in this order
   */
  public Undertaker(Path run, Path cluster, List<String> removals) throws IOException {
    // Apart, so that a Ctrl-C in the terminal does not end it before us.
    List<String> command =
        new ArrayList<>(
            List.of("setsid", "sh", "-c", SCRIPT, "sh", run.toString(), cluster.toString()));
    command.addAll(removals);
    shell =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
  }

  /** There is nothing left for it to do. */
  @Override
  public void close() throws IOException {
    if (!shell.isAlive()) {
      return;
    }
    shell.getOutputStream().write('\n');
    shell.getOutputStream().close();
    try {
      shell.waitFor(FAREWELL_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
