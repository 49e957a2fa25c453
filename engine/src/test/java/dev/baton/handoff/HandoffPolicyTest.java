package dev.baton.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandoffPolicyTest {
  @ParameterizedTest
  @CsvSource({
    // asks, wanted, small talk, sources, found, confidence, threshold, rule
    "true,  true,  ,       true,  true,  0.9, 0.5, explicit_request",
    "true,  true,  THANKS, true,  true,  0.9, 0.5, explicit_request",
    "true,  false, ,       true,  true,  0.9, 0.5, confident",
    "false, true,  THANKS, false, false, 0.0, 0.5, smalltalk",
    "false, true,  WHO_ARE_YOU, true, true, 0.9, 0.5, who_are_you",
    "false, true,  ,       false, false, 0.0, 0.0, no_sources",
    "false, true,  ,       true,  false, 0.0, 0.0, nothing_found",
    "false, true,  ,       true,  true,  0.4999, 0.5, below_threshold",
    "false, true,  ,       true,  true,  0.5, 0.5, confident",
    "false, true,  ,       true,  true,  1.0, 1.0, confident",
    "false, true,  ,       true,  true,  0.0, 0.0, confident"
  })
  void decidesByTheFirstRuleThatApplies(
      boolean asks,
      boolean wanted,
      SmallTalk smallTalk,
      boolean sources,
      boolean found,
      double confidence,
      double threshold,
      String rule) {
    HandoffSignals signals =
        new HandoffSignals(
            asks, wanted, Optional.ofNullable(smallTalk), sources, found, confidence, threshold);

    assertThat(HandoffPolicy.decide(signals).rule()).isEqualTo(rule);
  }

  @Test
  void givesTheReasonThatIsStored() {
    HandoffSignals asked = HandoffSignals.ofText("I need a human", true, 0.5);

    assertThat(HandoffPolicy.decide(asked))
        .isEqualTo(new HandoffDecision.HandOff(HandoffReason.EXPLICIT_REQUEST, "explicit_request"));
  }

  @Test
  void refusesAConfidenceThatIsNoProbability() {
    HandoffSignals text = HandoffSignals.ofText("prices", true, 0.5);

    assertThatThrownBy(() -> text.withSearch(true, true, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
