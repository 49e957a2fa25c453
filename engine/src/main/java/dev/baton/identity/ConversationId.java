package dev.baton.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names one customer's thread with a workspace. */
public record ConversationId(@JsonValue String value) {
  private static final String PREFIX = "cnv_";

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ConversationId {
    Identifier.checked(PREFIX, value);
  }

  public static ConversationId random() {
    return new ConversationId(Identifier.random(PREFIX));
  }

  @Override
  public String toString() {
    return value;
  }
}
