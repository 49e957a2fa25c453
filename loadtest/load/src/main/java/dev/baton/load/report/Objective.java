package dev.baton.load.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a figure must be for the run to be good.
 *
 * @param figure its name in the JSON, as {@code delivery_ms.p99}
 */
public record Objective(String figure, String comparison, double bound) {
  private static final Pattern WRITTEN =
      Pattern.compile("\\s*([a-z0-9_.]+)\\s*(<=|>=|<|>|=)\\s*(-?[0-9]+(?:\\.[0-9]+)?)\\s*");

  /**
   * Reads {@code delivery_ms.p99<=10}.
   *
   * @throws IllegalArgumentException when it is written otherwise
   */
  public static Objective parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      throw new IllegalArgumentException(
          "an objective is written as delivery_ms.p99<=10 or lost=0, not '" + text + "'");
    }
    return new Objective(written.group(1), written.group(2), Double.parseDouble(written.group(3)));
  }

  String text() {
    return figure
        + comparison
        + (bound == Math.rint(bound) ? String.valueOf((long) bound) : String.valueOf(bound));
  }

  JsonNode value(JsonNode result) {
    return result.at("/" + figure.replace('.', '/'));
  }

  /** What was not measured is not met. */
  boolean metBy(JsonNode result) {
    JsonNode value = value(result);
    if (!value.isNumber()) {
      return false;
    }
    double measured = value.asDouble();
    return switch (comparison) {
      case "<=" -> measured <= bound;
      case ">=" -> measured >= bound;
      case "<" -> measured < bound;
      case ">" -> measured > bound;
      default -> measured == bound;
    };
  }
}
