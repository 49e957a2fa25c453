package dev.baton.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * What a caller puts on a change so that a repeat of it has no second effect: 1 to 64 characters of
 * {@code A-Z a-z 0-9 - _}.
 */
public record IdempotencyKey(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public IdempotencyKey {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "an idempotency key has 1 to 64 characters of A-Z a-z 0-9 - _");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
