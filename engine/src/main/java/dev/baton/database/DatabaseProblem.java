package dev.baton.database;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why Baton cannot work with its database. The message is one line for the person who starts it: it
 * names what to change, and never a password.
 */
public abstract class DatabaseProblem extends RuntimeException {
  protected DatabaseProblem(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
