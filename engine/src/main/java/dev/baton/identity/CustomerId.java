package dev.baton.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names a person who writes through the widget. */
public record CustomerId(@JsonValue String value) {
  private static final String PREFIX = "cus_";

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public CustomerId {
    Identifier.checked(PREFIX, value);
  }

  public static CustomerId random() {
    return new CustomerId(Identifier.random(PREFIX));
  }

  @Override
  public String toString() {
    return value;
  }
}
