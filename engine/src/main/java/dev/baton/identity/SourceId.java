package dev.baton.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names something that the agent answers from. */
public record SourceId(@JsonValue String value) {
  private static final String PREFIX = "src_";

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public SourceId {
    Identifier.checked(PREFIX, value);
  }

  public static SourceId random() {
    return new SourceId(Identifier.random(PREFIX));
  }

  @Override
  public String toString() {
    return value;
  }
}
