package dev.baton.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baton.evaluation.QuestionSet.Kind;
import dev.baton.evaluation.QuestionSet.Question;
import dev.baton.evaluation.Verdict.Act;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Each expected figure was worked out by hand. */
class MeasuresTest {
  private static final Offset<Double> EXACTLY = within(1e-12);

  /** Four answerable (ranks 1, 2, none, 1) and three not, one of them surer than most. */
  private static final List<Verdict> SOME =
      List.of(
          answerable(0.9, 1),
          answerable(0.8, 2),
          unanswerable(0.7),
          answerable(0.6, 0),
          unanswerable(0.6),
          answerable(0.2, 1),
          unanswerable(0.1));

  @Test
  void ranking() {
    assertThat(Measures.recallAt(1, SOME)).isEqualTo(0.5);
    assertThat(Measures.recallAt(3, SOME)).isEqualTo(0.75);
    assertThat(Measures.meanReciprocalRank(SOME)).isEqualTo((1 + 0.5 + 0 + 1) / 4, EXACTLY);
  }

  @Test
  void aurocCountsPairsAndTiesByHalf() {
    // .9 and .8 beat all three; .6 beats .1 and ties with .6; .2 beats .1: 3 + 3 + 1.5 + 1 of 12.
    assertThat(Measures.auroc(SOME)).isEqualTo(8.5 / 12, EXACTLY);
  }

  @Test
  void oscrIsTheAreaOfRightAnswersOverFalseOnes() {
    // From (0, .25) to (1/3, .25), with the tie to (2/3, .25), to (2/3, .5), to (1, .5).
    assertThat(Measures.oscr(Measures.curve(SOME)))
        .isEqualTo(0.25 / 3 + 0.25 / 3 + 0.5 / 3, EXACTLY);
  }

  @Test
  void theCurveSaysWhatEachThresholdWouldDo() {
    List<Measures.Point> curve = Measures.curve(SOME);

    assertThat(curve).hasSize(7);
    assertThat(curve.getFirst().falseHandoffs()).isEqualTo(1);
    assertThat(curve.getLast().falseHandoffs()).isZero();
    assertThat(curve.getLast().falseAnswers()).isEqualTo(1);
    assertThat(Measures.falseHandoffsAt(0.2, curve)).isEqualTo(0.5);
    assertThat(Measures.falseHandoffsAt(0.7, curve)).isZero();
    for (Measures.Point point : curve) {
      double answered = SOME.stream().filter(one -> one.confidence() >= point.threshold()).count();
      assertThat((1 - point.falseHandoffs()) * 4 + point.falseAnswers() * 3)
          .isEqualTo(answered, within(1e-9));
    }
  }

  @Test
  void decisionsAreTakenAsTheyWere() {
    List<Verdict> verdicts =
        List.of(
            verdict(true, Act.ANSWER, 0.9, 1),
            verdict(true, Act.SMALL_TALK, 0, 1),
            verdict(false, Act.ANSWER, 0.8, 0),
            verdict(false, Act.HAND_OFF, 0.1, 0));

    assertThat(Measures.falseHandoffs(verdicts)).isEqualTo(0.5);
    assertThat(Measures.falseAnswers(verdicts)).isEqualTo(0.5);
  }

  @Test
  void aShareOfNothingIsNoNumber() {
    assertThat(Measures.recallAt(1, List.of(unanswerable(1)))).isNaN();
    assertThat(Measures.auroc(List.of(unanswerable(1)))).isNaN();
  }

  @Test
  void meansAreOverTheSetsThatHaveTheFigure() {
    SetFigures mean =
        SetFigures.mean(
            List.of(
                new SetFigures("a", Map.of("r1", 0.5, "fa", 0.1)),
                new SetFigures("b", Map.of("r1", 1.0))));

    assertThat(mean.values()).containsExactlyInAnyOrderEntriesOf(Map.of("r1", 0.75, "fa", 0.1));
  }

  private static Verdict answerable(double confidence, int rank) {
    return verdict(true, Act.ANSWER, confidence, rank);
  }

  private static Verdict unanswerable(double confidence) {
    return verdict(false, Act.ANSWER, confidence, 0);
  }

  private static Verdict verdict(boolean answerable, Act act, double confidence, int rank) {
    Set<String> relevant = answerable ? Set.of("article") : Set.of();
    Kind kind = answerable ? Kind.IN_SCOPE : Kind.OUT_OF_SCOPE;
    return new Verdict(
        new Question("q", "text", kind, answerable, relevant), act, confidence, rank, Map.of());
  }
}
