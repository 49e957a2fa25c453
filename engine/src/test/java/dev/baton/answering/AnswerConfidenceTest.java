package dev.baton.answering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerConfidenceTest {
  private final AnswerConfidence confidence = AnswerConfidence.shipped();

  @Test
  void growsWithEverySignal() {
    Map<String, Double> some =
        Map.of(
            "score",
            0.4,
            "coverage",
            0.5,
            "aboutness",
            0.3,
            "margin",
            0.2,
            "together",
            0.2,
            "length",
            0.3);
    double before = confidence.of(some);

    for (String name : some.keySet()) {
      Map<String, Double> more = new HashMap<>(some);
      more.put(name, 0.9);
      assertThat(confidence.of(more)).as(name).isGreaterThan(before);
    }
  }

  @Test
  void isUnsureOfNothingAndSureOfEverything() {
    assertThat(confidence.of(Map.of())).isLessThan(0.1);
    assertThat(
            confidence.of(
                Map.of(
                    "score",
                    0.8,
                    "coverage",
                    1.0,
                    "aboutness",
                    1.0,
                    "margin",
                    0.5,
                    "together",
                    1.0)))
        .isGreaterThan(0.85);
  }

  @Test
  void namesItsVersion() {
    assertThat(confidence.version()).isEqualTo(1);
  }
}
