package dev.baton.load.measure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the server counts itself, from its page {@code /metrics}.
 *
 * @param values by name, those of all labels together
 */
public record Counters(Map<String, Double> values) {
  private static final Pattern LINE =
      Pattern.compile("(?m)^([a-z_]+_(?:total|sum|count))(?:\\{[^}]*})? ([0-9.eE+-]+)$");

  public Counters {
    values = Map.copyOf(values);
  }

  /** Reads the page; whatever is no counter is passed over. */
  public static Counters parse(String page) {
    Map<String, Double> values = new TreeMap<>();
    Matcher line = LINE.matcher(page);
    while (line.find()) {
      values.merge(line.group(1), Double.parseDouble(line.group(2)), Double::sum);
    }
    return new Counters(values);
  }

  /** A figure of now, those of all labels together; NaN where the page has none of that name. */
  public static double sum(String page, String begin) {
    return page.lines()
        .filter(line -> line.startsWith(begin))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .reduce(Double::sum)
        .orElse(Double.NaN);
  }

  /** By how much each has grown that has. */
  public ObjectNode since(Counters before) {
    ObjectNode grown = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(values)
        .forEach((name, value) -> {
          double growth = value - before.values().getOrDefault(name, 0.0);
          if (growth > 0) {
            grown.put(name, Figures.number(growth));
          }
        });
    return grown;
  }
}
