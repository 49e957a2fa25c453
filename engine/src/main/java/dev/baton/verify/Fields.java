package dev.baton.verify;

import com.fasterxml.jackson.databind.JsonNode;

/** The fields of one stored event, read by their names on disk. */
record Fields(JsonNode event) {
  /** A field that its type cannot be without is not there, or is of another kind. */
  static final class Missing extends RuntimeException {
    Missing(String message) {
      super(message, null, false, false);
    }
  }

  /** Empty where there is none. */
  String text(String field) {
    return event.path(field).asText("");
  }

  String required(String field) {
    JsonNode value = event.path(field);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw new Missing("has no " + field);
    }
    return value.textValue();
  }

  long number(String field) {
    JsonNode value = event.path(field);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new Missing("has no number " + field);
    }
    return value.longValue();
  }
}
