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
    // wish, wanted, small talk, sources, found, confidence, threshold, rule
    "CLEAR, true,  ,       true,  true,  0.9, 0.5, explicit_request",
    "CLEAR, true,  THANKS, true,  true,  0.9, 0.5, explicit_request",
    "CLEAR, false, ,       true,  true,  0.9, 0.5, confident",
    "CONSENTED, true, THANKS, true, true, 0.9, 0.5, said_yes",
    "CONSENTED, false, ,   true,  false, 0.0, 0.5, nothing_found",
    "DECLINED, true, ,     true,  true,  0.9, 0.5, smalltalk",
    "DOUBTFUL, true, ,     true,  true,  0.5, 0.5, confident",
    "DOUBTFUL, true, ,     true,  true,  0.4, 0.5, doubtful_request",
    "DOUBTFUL, true, ,     true,  false, 0.0, 0.5, doubtful_request",
    "DOUBTFUL, true, ,     false, false, 0.0, 0.5, doubtful_request",
    "DOUBTFUL, false, ,    true,  true,  0.4, 0.5, below_threshold",
    "NONE, true,  THANKS,  false, false, 0.0, 0.5, smalltalk",
    "NONE, true,  WHO_ARE_YOU, true, true, 0.9, 0.5, who_are_you",
    "NONE, true,  ,        false, false, 0.0, 0.0, no_sources",
    "NONE, true,  ,        true,  false, 0.0, 0.0, nothing_found",
    "NONE, true,  ,        true,  true,  0.4999, 0.5, below_threshold",
    "NONE, true,  ,        true,  true,  0.5, 0.5, confident",
    "NONE, true,  ,        true,  true,  1.0, 1.0, confident",
    "NONE, true,  ,        true,  true,  0.0, 0.0, confident"
  })
  void decidesByTheFirstRuleThatApplies(
      PersonWish wish,
      boolean wanted,
      SmallTalk smallTalk,
      boolean sources,
      boolean found,
      double confidence,
      double threshold,
      String rule) {
    HandoffSignals signals =
        new HandoffSignals(
            wish, wanted, Optional.ofNullable(smallTalk), sources, found, confidence, threshold);

    assertThat(HandoffPolicy.decide(signals).rule()).isEqualTo(rule);
  }

  @Test
  void givesTheReasonThatIsStored() {
    HandoffSignals asked =
        HandoffSignals.ofText("I need a human", PersonQuestion.NOT_ASKED, true, 0.5);

    assertThat(HandoffPolicy.decide(asked))
        .isEqualTo(new HandoffDecision.HandOff(HandoffReason.EXPLICIT_REQUEST, "explicit_request"));
  }

  @Test
  void refusesAConfidenceThatIsNoProbability() {
    HandoffSignals text = HandoffSignals.ofText("prices", PersonQuestion.NOT_ASKED, true, 0.5);

    assertThatThrownBy(() -> text.withSearch(true, true, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
