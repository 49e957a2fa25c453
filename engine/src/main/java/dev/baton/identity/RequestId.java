package dev.baton.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names one request to the agent, so that its answer can be told from any other. */
public record RequestId(@JsonValue String value) {
  private static final String PREFIX = "req_";

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public RequestId {
    Identifier.checked(PREFIX, value);
  }

  public static RequestId random() {
    return new RequestId(Identifier.random(PREFIX));
  }

  @Override
  public String toString() {
    return value;
  }
}
