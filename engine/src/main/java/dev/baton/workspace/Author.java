package dev.baton.workspace;

import dev.baton.identity.OperatorId;

/**
 * Who changes settings, and what for.
 *
 * @param cause what a move of the handoff threshold came from
 */
public record Author(OperatorId operator, String name, Cause cause) {

  /** Why the handoff threshold is moved. */
  public enum Cause {
    /** Somebody set it. */
    MANUAL,
    /** Somebody chose it on the curve of past questions. */
    CURVE,
    /** Somebody took back the last change that was not taken back yet. */
    UNDO
  }
}
