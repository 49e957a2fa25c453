package dev.baton.replay;

import dev.baton.identity.WorkspaceId;
import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replays of this node, one per workspace: a new one cancels the one before. They run on an
 * executor of their own, off every request's path, and what came of the latest {@link #KEPT_MAX} is
 * remembered until the node stops. Safe for many threads.
 */
public final class Replays {
  /** Workspaces whose replay is remembered. */
  static final int KEPT_MAX = 16;

  private static final Logger LOG = LoggerFactory.getLogger(Replays.class);

  private final Replay replay;
  private final Function<WorkspaceId, Object> sources;
  private final Executor executor;
  private final Clock clock;
  private final Map<WorkspaceId, Run> runs = new LinkedHashMap<>();

  /**
   * @param sources what the agent answers from, in a form in which two states can be compared;
   *     blocks
   * @param executor where they run, one at a time
   */
  public Replays(
      Replay replay, Function<WorkspaceId, Object> sources, Executor executor, Clock clock) {
    this.replay = replay;
    this.sources = sources;
    this.executor = executor;
    this.clock = clock;
  }

  /** Where the questions come from. */
  public enum Origin {
    HISTORY,
    FILE
  }

  /** Gathers the questions of a replay; blocks, and may end early when it is cancelled. */
  @FunctionalInterface
  public interface Questions {
    List<PastQuestion> gather(BooleanSupplier cancelled);
  }

  /** How far a replay is. */
  public sealed interface State {
    Origin origin();

    /** Under way; {@code total} is 0 until the questions have been gathered. */
    record Running(Origin origin, int done, int total) implements State {}

    /** Done; {@code madeAt} is when the agent was first asked. */
    record Ready(Origin origin, Instant madeAt, Object sources, Replay.Result result)
        implements State {}

    /** It broke off; the log says why. */
    record Failed(Origin origin) implements State {}
  }

  /**
   * Begins a replay in place of the one before.
   *
   * @param questions asked for where the replay runs
   * @throws RejectedExecutionException when too many wait
   */
  public void begin(WorkspaceId workspace, Origin origin, Questions questions) {
    Run run = new Run(workspace, origin, questions);
    executor.execute(run);
    synchronized (runs) {
      cancel(runs.remove(workspace));
      runs.put(workspace, run);
      Iterator<Run> oldest = runs.values().iterator();
      while (runs.size() > KEPT_MAX) {
        cancel(oldest.next());
        oldest.remove();
      }
    }
  }

  /** The workspace's replay; empty when there is none, or it has been forgotten. */
  public Optional<State> state(WorkspaceId workspace) {
    synchronized (runs) {
      return Optional.ofNullable(runs.get(workspace)).map(run -> run.state);
    }
  }

  /** Whether the agent answers from something else by now; blocks. */
  public boolean sourcesChanged(WorkspaceId workspace, State.Ready ready) {
    return !sources.apply(workspace).equals(ready.sources());
  }

  private static void cancel(@Nullable Run run) {
    if (run != null) {
      run.cancelled = true;
    }
  }

  private final class Run implements Runnable {
    private final WorkspaceId workspace;
    private final Origin origin;
    private final Questions questions;
    private volatile State state;
    private volatile boolean cancelled;

    Run(WorkspaceId workspace, Origin origin, Questions questions) {
      this.workspace = workspace;
      this.origin = origin;
      this.questions = questions;
      this.state = new State.Running(origin, 0, 0);
    }

    @Override
    public void run() {
      if (cancelled) {
        return;
      }
      try {
        List<PastQuestion> asked = questions.gather(() -> cancelled);
        Object before = sources.apply(workspace);
        Instant madeAt = clock.instant();
        replay
            .run(
                workspace,
                asked,
                done -> state = new State.Running(origin, done, asked.size()),
                () -> cancelled)
            .ifPresent(result -> state = new State.Ready(origin, madeAt, before, result));
      } catch (RuntimeException | LinkageError e) {
        LOG.error("the replay of workspace {} broke off", workspace, e);
        state = new State.Failed(origin);
      }
    }
  }
}
