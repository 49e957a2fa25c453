package dev.baton.http.frames;

import dev.baton.http.problem.Problem;
import dev.baton.http.problem.Refused;
import dev.baton.identity.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/** Reads idempotency keys, wherever they stand. */
public final class Keys {
  private static final int LENGTH_MAX = 64;

  private Keys() {}

  /**
   * The key of a command.
   *
   * @param field where it stands, for the refusal
   * @throws Refused where it is missing or none
   */
  public static IdempotencyKey read(@Nullable String text, String field) {
    if (text == null) {
      throw new Refused(Problem.of(400, "missing_field", field + " is missing.").at(field, null));
    }
    try {
      return new IdempotencyKey(text);
    } catch (IllegalArgumentException e) {
      throw Refused.invalid(
          field, field + " has 1 to 64 characters of A-Z a-z 0-9 - _.", LENGTH_MAX);
    }
  }
}
