package dev.baton.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baton.answering.Doubt;
import dev.baton.answering.LogisticModel;
import dev.baton.evaluation.QuestionSet.Kind;
import dev.baton.evaluation.QuestionSet.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfidenceTrainingTest {
  private static final LogisticModel TRUTH =
      new LogisticModel(-1, Map.of("tells", 3.0, "against", -2.0, "noise", 0.0));

  @Test
  void findsTheWeightsThatMadeTheVerdicts() {
    LogisticModel learnt = ConfidenceTraining.fit(List.of(set("a", 6_000, 1), set("b", 3_000, 2)));

    assertThat(learnt.bias()).isCloseTo(-1, within(0.3));
    assertThat(learnt.weights().get("tells")).isCloseTo(3, within(0.4));
    assertThat(learnt.weights().get("against")).isCloseTo(-2, within(0.4));
    assertThat(learnt.weights().get("noise")).isCloseTo(0, within(0.2));
  }

  @Test
  void aSmallSetWeighsAsMuchAsALargeOne() {
    Evaluation.Result always = constant("always", 10, true);
    Evaluation.Result never = constant("never", 1_000, false);

    LogisticModel learnt = ConfidenceTraining.fit(List.of(always, never));

    assertThat(learnt.of(Map.of("tells", 1.0))).isCloseTo(0.5, within(0.01));
  }

  @Test
  void learnsFromTheSameTheSame() {
    List<Evaluation.Result> sets = List.of(set("a", 500, 1), set("b", 500, 2));

    assertThat(ConfidenceTraining.fit(sets)).isEqualTo(ConfidenceTraining.fit(sets));
  }

  @Test
  void aHeldBackSetIsDecidedByTheOthersAlone() {
    Evaluation.Result contrary = constant("contrary", 200, false);
    List<Evaluation.Result> sets = List.of(constant("a", 200, true), contrary);

    List<Evaluation.Result> held = HeldBack.eachSet(sets, 0.5);

    assertThat(held.get(1).verdicts())
        .allMatch(one -> one.confidence() > 0.9 && one.act() == Verdict.Act.ANSWER);
    assertThat(held.get(0).verdicts())
        .allMatch(one -> one.confidence() < 0.1 && one.act() == Verdict.Act.HAND_OFF);
  }

  @Test
  void aCalibratedConfidenceComesTrueAsOftenAsItSays() {
    Evaluation.Result decided = HeldBack.decided(set("a", 20_000, 3), TRUTH, 0.5);

    List<HeldBack.Bin> diagram = HeldBack.reliability(decided.verdicts(), 5);

    assertThat(diagram).hasSize(5);
    assertThat(diagram)
        .allSatisfy(bin -> assertThat(bin.right()).isCloseTo(bin.confidence(), within(0.04)));
    assertThat(diagram.stream().mapToInt(HeldBack.Bin::questions).sum()).isEqualTo(20_000);
  }

  @Test
  void isAsSureAsItWasRightOnSetsThatWereHeldBack() {
    // All together the signal tells something; what two sets say about the third is wrong.
    List<Evaluation.Result> sets =
        List.of(tilted("a", 6, 6), tilted("b", -4, 7), tilted("c", 1, 8));

    LogisticModel learnt = ConfidenceTraining.fit(sets);

    assertThat(learnt.of(Map.of("tells", 1.0))).isCloseTo(0.5, within(0.05));
    assertThat(learnt.of(Map.of("tells", -1.0))).isCloseTo(0.5, within(0.05));
  }

  /** Right with the odds of so much for the signal. */
  private static Evaluation.Result tilted(String name, double weight, long seed) {
    Random random = new Random(seed);
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      Map<String, Double> signals = Map.of("tells", random.nextDouble() * 2 - 1);
      double right = new LogisticModel(0, Map.of("tells", weight)).of(signals);
      verdicts.add(verdict(i, random.nextDouble() < right, signals));
    }
    return new Evaluation.Result(new SetFigures(name, Map.of()), verdicts);
  }

  @Test
  void inDoubtTheCloseLookCounts() {
    Evaluation.Result glance = HeldBack.decided(set("a", 200, 4), TRUTH, 0.5);
    Evaluation.Result close = HeldBack.decided(set("a", 200, 5), TRUTH, 0.5);

    List<Verdict> both = HeldBack.cascade(glance, close, new Doubt(0.3, 0.6)).verdicts();

    for (int i = 0; i < both.size(); i++) {
      double first = glance.verdicts().get(i).confidence();
      Evaluation.Result counts = first >= 0.3 && first <= 0.6 ? close : glance;
      assertThat(both.get(i)).isEqualTo(counts.verdicts().get(i));
    }
    assertThat(both).isNotEqualTo(glance.verdicts()).isNotEqualTo(close.verdicts());
  }

  private static Evaluation.Result set(String name, int questions, long seed) {
    Random random = new Random(seed);
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < questions; i++) {
      Map<String, Double> signals =
          Map.of(
              "tells", random.nextDouble(),
              "against", random.nextDouble(),
              "noise", random.nextDouble());
      verdicts.add(verdict(i, random.nextDouble() < TRUTH.of(signals), signals));
    }
    return new Evaluation.Result(new SetFigures(name, Map.of()), verdicts);
  }

  private static Evaluation.Result constant(String name, int questions, boolean right) {
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < questions; i++) {
      verdicts.add(verdict(i, right, Map.of("tells", 1.0)));
    }
    return new Evaluation.Result(new SetFigures(name, Map.of()), verdicts);
  }

  private static Verdict verdict(int id, boolean right, Map<String, Double> signals) {
    Question question =
        new Question(
            "q" + id,
            "?",
            right ? Kind.IN_SCOPE : Kind.OUT_OF_SCOPE,
            right,
            right ? Set.of("a") : Set.of());
    return new Verdict(question, Verdict.Act.ANSWER, 0.5, right ? 1 : 0, signals);
  }
}
