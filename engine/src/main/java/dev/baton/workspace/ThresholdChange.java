package dev.baton.workspace;

import java.time.Instant;

/**
 * The handoff threshold was moved.
 *
 * @param undone whether an undo has taken it back since
 */
public record ThresholdChange(Instant at, Author author, double from, double to, boolean undone) {

  /** A change that can be undone is one that is none itself and has not been undone yet. */
  public boolean undoable() {
    return author.cause() != Author.Cause.UNDO && !undone;
  }
}
