package dev.baton.load.sockets;

import dev.baton.load.wire.Problem;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What happened to the connections of a run. For many threads. */
public final class Traffic {
  private final LongAdder ready = new LongAdder();
  private final LongAdder reconnects = new LongAdder();
  private final Returns returns = new Returns();
  private final LongAdder errors = new LongAdder();
  private final LongAdder frames = new LongAdder();
  private final AtomicReference<@Nullable String> firstError = new AtomicReference<>();
  private final AtomicReference<@Nullable Problem> firstRefusal = new AtomicReference<>();
  private final AtomicReference<@Nullable String> givenUp = new AtomicReference<>();

  void welcomed() {
    ready.increment();
  }

  void gone() {
    ready.decrement();
  }

  void comesBack() {
    reconnects.increment();
  }

  void frame() {
    frames.increment();
  }

  void error(String what) {
    errors.increment();
    firstError.compareAndSet(null, what);
  }

  void refused(Problem problem) {
    firstRefusal.compareAndSet(null, problem);
  }

  void givenUp(String why) {
    givenUp.compareAndSet(null, why);
  }

  /** Sockets that the server has welcomed and that are open. */
  public long ready() {
    return ready.sum();
  }

  /** Connections after the first, successful or not. */
  public long reconnects() {
    return reconnects.sum();
  }

  /** How clients lost their connections and came back. */
  public Returns returns() {
    return returns;
  }

  /** Connections that failed or broke without being cut by the run. */
  public long errors() {
    return errors.sum();
  }

  /** Frames that came in. */
  public long frames() {
    return frames.sum();
  }

  public @Nullable String firstError() {
    return firstError.get();
  }

  /** The first problem with a message. */
  public @Nullable Problem firstRefusal() {
    return firstRefusal.get();
  }

  /** Why a socket does not come back; null while all do. */
  public @Nullable String givenUp() {
    return givenUp.get();
  }
}
