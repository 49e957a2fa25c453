package dev.baton.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names one company's account. Everything stored belongs to exactly one. */
public record WorkspaceId(@JsonValue String value) {
  private static final String PREFIX = "wsp_";

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public WorkspaceId {
    Identifier.checked(PREFIX, value);
  }

  public static WorkspaceId random() {
    return new WorkspaceId(Identifier.random(PREFIX));
  }

  @Override
  public String toString() {
    return value;
  }
}
