package dev.baton.simulator;

/** An invariant that does not hold; ends the history. */
final class Broken extends RuntimeException {
  final transient Invariant invariant;

  Broken(Invariant invariant, String what) {
    super(what, null, false, false);
    this.invariant = invariant;
  }
}
