package dev.baton.answering;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * A probability from a weighted sum of signals (logistic regression, Cox 1958).
 *
 * @param weights by the names of the signals; a missing signal counts as 0
 */
public record LogisticModel(double bias, Map<String, Double> weights) {
  private static final String BIAS = "bias";

  public LogisticModel {
    weights = Map.copyOf(weights);
  }

  /** The probability that these signals speak for, 0 to 1. */
  public double of(Map<String, Double> signals) {
    return 1 / (1 + Math.exp(-logit(signals)));
  }

  /** The same as the logarithm of the odds. */
  public double logit(Map<String, Double> signals) {
    double sum = bias;
    for (Map.Entry<String, Double> weight : new TreeMap<>(weights).entrySet()) {
      sum += weight.getValue() * signals.getOrDefault(weight.getKey(), 0.0);
    }
    return sum;
  }

  /** The model whose logit is this one's, times {@code by}, plus {@code shift}. */
  public LogisticModel scaled(double by, double shift) {
    Map<String, Double> scaled = new TreeMap<>();
    weights.forEach((name, weight) -> scaled.put(name, weight * by));
    return new LogisticModel(bias * by + shift, scaled);
  }

  /** What stands under a prefix: {@code bias}, and each signal by its name. */
  static LogisticModel from(Properties properties, String prefix) {
    Map<String, Double> weights = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(prefix)) {
        weights.put(name.substring(prefix.length()), Double.valueOf(properties.getProperty(name)));
      }
    }
    Double bias = weights.remove(BIAS);
    if (bias == null) {
      throw new IllegalStateException(prefix + BIAS + " is missing");
    }
    return new LogisticModel(bias, weights);
  }

  /** The lines that {@link #from} reads. */
  public String lines(String prefix) {
    StringBuilder lines = new StringBuilder(line(prefix + BIAS, bias));
    new TreeMap<>(weights).forEach((name, weight) -> lines.append(line(prefix + name, weight)));
    return lines.toString();
  }

  private static String line(String key, double value) {
    return String.format(Locale.ROOT, "%s=%.3f%n", key, value);
  }
}
