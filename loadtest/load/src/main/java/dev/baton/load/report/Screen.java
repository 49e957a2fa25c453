package dev.baton.load.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.load.measure.Second;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A run for the person who watches it: a line each second, and a page at the end. */
public final class Screen {
  private static final Set<String> TOLD_ELSEWHERE =
      Set.of(
          "server_counters",
          "objectives",
          "options",
          "series",
          "delivery_histogram",
          "findings",
          "failures",
          "ok",
          "machine");

  private Screen() {}

  /** One second. */
  public static String line(Second second) {
    return String.format(
        Locale.ROOT,
        "%5.0f s  %7.0f/s sent  %7.0f/s delivered  p50 %s  p99 %s ms  %d in flight  %d sockets"
            + "  %d errors%s",
        second.at(),
        second.sentPerSecond(),
        second.deliveredPerSecond(),
        millis(second.p50Millis()),
        millis(second.p99Millis()),
        second.inFlight(),
        second.ready(),
        second.errors(),
        second.measured() ? "" : "  (not measured)");
  }

  private static String millis(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.1f", value);
  }

  /** The end of a run. */
  public static List<String> summary(Result result) {
    List<String> lines = new ArrayList<>();
    ObjectNode json = result.json();
    json.properties().stream()
        .filter(figure -> !TOLD_ELSEWHERE.contains(figure.getKey()) && !figure.getValue().isNull())
        .forEach(figure -> lines.add(figure(figure)));
    json.path("findings").forEach(finding -> lines.add("- " + finding.asText()));
    if (json.path("tool_limited").asBoolean()) {
      lines.add("The tool itself was late: these times are the machine's limit, not the server's.");
    }
    lines.add(
        result.failures().isEmpty() ? "ok" : "not ok: " + String.join("; ", result.failures()));
    return lines;
  }

  private static String figure(Map.Entry<String, JsonNode> figure) {
    return String.format(
        Locale.ROOT, "%-22s %s", figure.getKey().replace('_', ' '), words(figure.getValue()));
  }

  private static String words(JsonNode value) {
    if (value.isArray()) {
      return String.valueOf(value.size());
    }
    return value.isObject()
        ? value.properties().stream()
            .filter(one -> !one.getValue().isNull())
            .map(one -> one.getKey().replace('_', ' ') + " " + nested(one.getValue()))
            .collect(Collectors.joining("  "))
        : value.asText();
  }

  private static String nested(JsonNode value) {
    return value.isObject() ? "(" + words(value) + ")" : words(value);
  }
}
