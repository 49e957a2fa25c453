package dev.baton.database.embedded;

import dev.baton.database.DatabaseProblem;
import org.jspecify.annotations.Nullable;

/** The PostgreSQL of the data folder could not be set up or started. */
public final class EmbeddedPostgresFailed extends DatabaseProblem {
  EmbeddedPostgresFailed(String message) {
    this(message, null);
  }

  EmbeddedPostgresFailed(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
