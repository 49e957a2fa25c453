package dev.baton.answering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.answering.Evidence.Basis;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnswerConfidenceTest {
  /** What tells less the more of it there is. */
  private static final Set<String> SPEAKS_AGAINST = Set.of("likeness");

  private final AnswerConfidence confidence = AnswerConfidence.shipped();

  @ParameterizedTest
  @EnumSource(names = {"GLANCE", "MEANING"})
  void growsWithEverySignalByMeaning(Basis basis) {
    growsWithEverySignal(
        basis, Map.of("meaning", 0.5, "likeness", 0.5, "margin", 0.1, "vote", 0.4));
  }

  @Test
  void growsWithEverySignalByWords() {
    growsWithEverySignal(
        Basis.WORDS,
        Map.of("coverage", 0.5, "aboutness", 0.3, "margin", 0.1, "together", 0.2, "length", 0.3));
  }

  private void growsWithEverySignal(Basis basis, Map<String, Double> some) {
    double before = confidence.of(new Evidence(basis, some));
    for (String name : some.keySet()) {
      Map<String, Double> more = new HashMap<>(some);
      more.merge(name, SPEAKS_AGAINST.contains(name) ? -0.1 : 0.1, Double::sum);
      assertThat(confidence.of(new Evidence(basis, more))).as(name).isGreaterThan(before);
    }
  }

  @Test
  void isUnsureOfNothingAndSureOfEverything() {
    for (Basis basis : Basis.values()) {
      assertThat(confidence.of(new Evidence(basis, Map.of()))).isLessThan(0.1);
    }
    assertThat(
            confidence.of(
                new Evidence(
                    Basis.MEANING,
                    Map.of("meaning", 0.9, "likeness", 0.6, "margin", 0.3, "vote", 1.0))))
        .isGreaterThan(0.85);
  }

  @Test
  void namesItsVersion() {
    assertThat(confidence.version()).isEqualTo(3);
  }
}
