package dev.baton.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names a person of the team. */
public record OperatorId(@JsonValue String value) {
  private static final String PREFIX = "opr_";

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public OperatorId {
    Identifier.checked(PREFIX, value);
  }

  public static OperatorId random() {
    return new OperatorId(Identifier.random(PREFIX));
  }

  @Override
  public String toString() {
    return value;
  }
}
