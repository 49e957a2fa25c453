package dev.baton.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** One source as the terminal shows it. */
record SourceLine(String id, String name, String state, String reason, int pages, int passages) {
  static SourceLine of(JsonNode source) {
    return new SourceLine(
        source.path("id").asText(""),
        firstText(source, "name", "url", "title", "id"),
        source.path("state").asText("?"),
        source.path("reason").isTextual() ? source.path("reason").asText() : "",
        source.path("pages").asInt(),
        source.path("passages").asInt());
  }

  boolean isReady() {
    return state.equals("ready");
  }

  boolean isFailed() {
    return state.equals("failed");
  }

  boolean isFinished() {
    return isReady() || isFailed();
  }

  @Override
  public String toString() {
    String detail = "";
    if (isReady()) {
      detail =
          (pages > 0 ? "  " + count(pages, "page") + "," : " ") + " " + count(passages, "passage");
    } else if (isFailed()) {
      detail = ": " + (reason.isBlank() ? "the server gives no reason" : reason);
    }
    return Plain.line(String.format(Locale.ROOT, "%-8s %s%s", state, name, detail));
  }

  private static String count(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  private static String firstText(JsonNode source, String... fields) {
    for (String field : fields) {
      if (source.path(field).isTextual() && !source.path(field).asText().isBlank()) {
        return source.path(field).asText();
      }
    }
    return "?";
  }
}
