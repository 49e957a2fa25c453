package dev.baton.chaos.faults;

/** Told by the wrapped parts of the server which point they have come to. For any thread. */
@FunctionalInterface
public interface Faults {
  /** Does not return when the process is to die here. */
  void reach(KillPoint point);
}
