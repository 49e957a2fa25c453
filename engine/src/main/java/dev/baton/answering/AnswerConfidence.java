package dev.baton.answering;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How likely an answer is right and complete, 0 to 1: a logistic function of a few scale-free
 * signals, with weights from a small versioned resource. The same signals always give the same
 * confidence.
 */
public final class AnswerConfidence {
  private static final String RESOURCE = "confidence.properties";

  private final int version;
  private final double bias;
  private final Map<String, Double> weights;

  private AnswerConfidence(int version, double bias, Map<String, Double> weights) {
    this.version = version;
    this.bias = bias;
    this.weights = weights;
  }

  /** With the weights that Baton ships. */
  public static AnswerConfidence shipped() {
    Properties properties = new Properties();
    try (@Nullable InputStream in = AnswerConfidence.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the package");
      }
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " cannot be read", e);
    }
    Map<String, Double> weights = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      weights.put(name, Double.valueOf(properties.getProperty(name)));
    }
    double version = take(weights, "version");
    return new AnswerConfidence((int) version, take(weights, "bias"), weights);
  }

  private static double take(Map<String, Double> weights, String name) {
    Double value = weights.remove(name);
    if (value == null) {
      throw new IllegalStateException(RESOURCE + " has no " + name);
    }
    return value;
  }

  /** Which set of weights this is: figures of different versions do not compare. */
  public int version() {
    return version;
  }

  /**
   * The confidence that these signals speak for.
   *
   * @param signals by the names that the weights have; a missing one counts as 0
   */
  public double of(Map<String, Double> signals) {
    double sum = bias;
    for (Map.Entry<String, Double> weight : weights.entrySet()) {
      sum += weight.getValue() * signals.getOrDefault(weight.getKey(), 0.0);
    }
    return 1 / (1 + Math.exp(-sum));
  }
}
