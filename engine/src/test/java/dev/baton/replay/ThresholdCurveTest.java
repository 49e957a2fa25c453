package dev.baton.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baton.answering.Citation;
import dev.baton.identity.SourceId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdCurveTest {
  private static final Citation PASSAGE =
      new Citation(1, new SourceId("src_a"), "Lamps", null, null, null, "Turn the ring.");

  private static final List<Replayed> QUESTIONS =
      List.of(
          replayed("sure", 0.9, PASSAGE, Label.RIGHT),
          replayed("even", 0.7, PASSAGE, Label.WRONG),
          replayed("unsure", 0.4, PASSAGE, Label.UNKNOWN),
          replayed("lucky", 0.2, PASSAGE, Label.WRONG),
          replayed("lost", 0, null, Label.UNKNOWN));

  private static final Replay.Result RESULT =
      new Replay.Result(QUESTIONS, 0, ThresholdCurve.of(QUESTIONS));

  private static Replayed replayed(
      String id, double confidence, @Nullable Citation passage, Label label) {
    return new Replayed(id, null, null, id, confidence, passage, label);
  }

  @Test
  void countsWhatEachThresholdWouldHaveDone() {
    assertThat(at(0)).isEqualTo(new ThresholdCurve.Point(0, share(1, 5), share(2, 3), 2));
    assertThat(at(20)).isEqualTo(new ThresholdCurve.Point(0.2, share(1, 5), share(2, 3), 2));
    assertThat(at(21)).isEqualTo(new ThresholdCurve.Point(0.21, share(2, 5), share(1, 2), 2));
    assertThat(at(41)).isEqualTo(new ThresholdCurve.Point(0.41, share(3, 5), share(1, 2), 1));
    assertThat(at(71)).isEqualTo(new ThresholdCurve.Point(0.71, share(4, 5), share(0, 1), 1));
    assertThat(at(100)).isEqualTo(new ThresholdCurve.Point(1, share(5, 5), share(0, 0), 0));
    assertThat(RESULT.curve().points()).hasSize(101);
  }

  @Test
  void aHigherThresholdNeverHandsOverLess() {
    List<ThresholdCurve.Point> points = RESULT.curve().points();
    for (int i = 1; i < points.size(); i++) {
      assertThat(points.get(i).handedOver().count())
          .isGreaterThanOrEqualTo(points.get(i - 1).handedOver().count());
    }
  }

  @Test
  void movingTheThresholdFlipsExactlyTheListedQuestions() {
    for (int from = 0; from <= 100; from++) {
      for (int to = 0; to <= 100; to++) {
        int handedOverBefore = at(from).handedOver().count();
        int handedOverThen = at(to).handedOver().count();
        assertThat(RESULT.flips(from / 100.0, to / 100.0))
            .hasSize(Math.abs(handedOverThen - handedOverBefore));
      }
    }
    assertThat(RESULT.flips(0.3, 0.7)).extracting(Replayed::id).containsExactly("unsure");
    assertThat(RESULT.flips(0.95, 0.3))
        .extracting(Replayed::id)
        .containsExactly("sure", "even", "unsure");
    assertThat(RESULT.flips(0, 1)).extracting(Replayed::id).doesNotContain("lost");
  }

  /**
   * By hand from the formula, and as Newcombe (1998, Statistics in Medicine 17:857) prints them.
   */
  @ParameterizedTest
  @CsvSource({
    "81, 263, 0.2553, 0.3662",
    "15, 148, 0.0624, 0.1605",
    "0, 20, 0, 0.1611",
    "1, 29, 0.0061, 0.1718",
    "29, 29, 0.8830, 1",
    "1, 2, 0.0945, 0.9055"
  })
  void theIntervalIsWilsons(int count, int of, double low, double high) {
    assertThat(share(count, of).low()).isCloseTo(low, within(0.00005));
    assertThat(share(count, of).high()).isCloseTo(high, within(0.00005));
  }

  @Test
  void ofNothingNothingIsKnown() {
    assertThat(share(0, 0).value()).isNaN();
    assertThat(share(0, 0).low()).isZero();
    assertThat(share(0, 0).high()).isEqualTo(1);
    assertThatThrownBy(() -> share(2, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Share share(int count, int of) {
    return new Share(count, of);
  }

  private static ThresholdCurve.Point at(int hundredths) {
    return RESULT.curve().points().get(hundredths);
  }
}
