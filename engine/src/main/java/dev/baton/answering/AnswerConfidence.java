package dev.baton.answering;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * How likely the best passage answers the question, 0 to 1: a logistic function of the evidence,
 * with weights from a small versioned resource that {@code ./baton learn} writes. The same evidence
 * always gives the same confidence.
 */
public final class AnswerConfidence {
  private static final String RESOURCE = "confidence.properties";

  private final int version;
  private final LogisticModel atAGlance;
  private final LogisticModel byMeaning;
  private final LogisticModel byWords;

  private AnswerConfidence(
      int version, LogisticModel atAGlance, LogisticModel byMeaning, LogisticModel byWords) {
    this.version = version;
    this.atAGlance = atAGlance;
    this.byMeaning = byMeaning;
    this.byWords = byWords;
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
    return new AnswerConfidence(
        Integer.parseInt(properties.getProperty("version")),
        LogisticModel.from(properties, "glance."),
        LogisticModel.from(properties, "meaning."),
        LogisticModel.from(properties, "words."));
  }

  /** Which set of weights this is: figures of different versions do not compare. */
  public int version() {
    return version;
  }

  double of(Evidence evidence) {
    return switch (evidence.basis()) {
      case GLANCE -> atAGlance.of(evidence.signals());
      case MEANING -> byMeaning.of(evidence.signals());
      case WORDS -> byWords.of(evidence.signals());
    };
  }
}
