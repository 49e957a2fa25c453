package dev.baton.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Hears that the process is to end (SIGTERM, SIGINT, SIGHUP) before the virtual machine begins to.
 * Its own way is to run all shutdown hooks at once, among them ONNX Runtime's, which frees what
 * calls under way still use: the process would crash in the middle of its orderly stop
 * (microsoft/onnxruntime issue 31352).
 */
final class StopSignal {
  private static final List<String> NAMES = List.of("TERM", "INT", "HUP");

  /** What shells and service managers expect of a process that a signal has ended. */
  private static final int EXIT_BASE = 128;

  private final Runnable stop;
  private final AtomicBoolean heard = new AtomicBoolean();

  private StopSignal(Runnable stop) {
    this.stop = stop;
  }

  /**
   * From now on a signal runs {@code stop} and then ends the process with 128 and its number. Where
   * signals cannot be heard, {@code stop} is a shutdown hook alone; it is one in any case, and may
   * run twice.
   */
  static StopSignal runs(Runnable stop) {
    StopSignal signal = new StopSignal(stop);
    Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
    NAMES.forEach(signal::hear);
    return signal;
  }

  /** By name: the compiler warns of the class, which is supported all the same (JEP 260). */
  private void hear(String name) {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object handling =
          Proxy.newProxyInstance(
              StopSignal.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle") && heard.compareAndSet(false, true)) {
                  end((int) type.getMethod("getNumber").invoke(arguments[0]));
                }
                return null;
              });
      type.getMethod("handle", type, handler)
          .invoke(null, type.getConstructor(String.class).newInstance(name), handling);
    } catch (ReflectiveOperationException e) {
      if (e instanceof InvocationTargetException refused
          && refused.getCause() instanceof IllegalArgumentException) {
        return; // Windows has no SIGHUP; -Xrs leaves all of them to the system.
      }
      throw new LinkageError("sun.misc.Signal is not as it was", e);
    }
  }

  private void end(int number) {
    stop.run();
    Runtime.getRuntime().exit(EXIT_BASE + number);
  }

  /** Comes back only where no signal was heard: what it has stopped is not to be reported. */
  void awaitTheEndWhereHeard() {
    while (heard.get()) {
      try {
        Thread.currentThread().join();
      } catch (InterruptedException e) {
        // The process ends in a moment.
      }
    }
  }
}
