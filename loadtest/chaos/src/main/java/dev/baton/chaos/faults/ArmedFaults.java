package dev.baton.chaos.faults;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process at the point it was armed with, as a kill would: no hook runs, no buffer is
 * written. One for the process, because Akka makes its plugins by their class names alone.
 */
final class ArmedFaults implements Faults {
  static final ArmedFaults OF_THIS_PROCESS = new ArmedFaults();

  private final AtomicReference<@Nullable KillPoint> armed = new AtomicReference<>();

  private ArmedFaults() {}

  void arm(KillPoint point) {
    armed.set(point);
  }

  @Override
  public void reach(KillPoint point) {
    if (armed.get() == point) {
      Runtime.getRuntime().halt(point.exitCode());
    }
  }
}
