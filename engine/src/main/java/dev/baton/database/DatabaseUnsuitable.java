package dev.baton.database;

import org.jspecify.annotations.Nullable;

/** The database answers, but its version or its contents are not ones Baton can work with. */
public final class DatabaseUnsuitable extends DatabaseProblem {
  public DatabaseUnsuitable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
