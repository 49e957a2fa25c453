package dev.baton.evaluation;

import dev.baton.answering.Doubt;
import dev.baton.answering.LogisticModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a learnt confidence is worth where nothing was learnt: each set is decided anew by weights
 * from the other sets alone (leave one out, Stone 1974).
 */
public final class HeldBack {
  private HeldBack() {}

  /** The share of questions that came out right among those with about this confidence. */
  public record Bin(double confidence, double right, int questions) {}

  /** Each set as weights from the others decide it. At least two sets. */
  public static List<Evaluation.Result> eachSet(List<Evaluation.Result> sets, double threshold) {
    List<Evaluation.Result> results = new ArrayList<>();
    for (int held = 0; held < sets.size(); held++) {
      List<Evaluation.Result> others = new ArrayList<>(sets);
      others.remove(held);
      results.add(decided(sets.get(held), ConfidenceTraining.fit(others), threshold));
    }
    return results;
  }

  /** A set with other confidences, and what follows from them. */
  public static Evaluation.Result decided(
      Evaluation.Result set, LogisticModel model, double threshold) {
    List<Verdict> verdicts =
        set.verdicts().stream().map(one -> decided(one, model, threshold)).toList();
    return decided(set.figures().name(), verdicts);
  }

  private static Evaluation.Result decided(String name, List<Verdict> verdicts) {
    Map<String, Double> figures = new LinkedHashMap<>();
    Evaluation.decisions(figures, verdicts);
    return new Evaluation.Result(new SetFigures(name, figures), verdicts);
  }

  private static Verdict decided(Verdict one, LogisticModel model, double threshold) {
    // Without a confidence there was nothing to say, or the rules had decided.
    if (one.signals().isEmpty() || one.confidence() == 0) {
      return one;
    }
    double confidence = model.of(one.signals());
    Verdict.Act act = confidence < threshold ? Verdict.Act.HAND_OFF : Verdict.Act.ANSWER;
    return new Verdict(one.question(), act, confidence, one.rank(), one.signals());
  }

  /** A set as the agent decides it that looks closely where a glance leaves it in doubt. */
  public static Evaluation.Result cascade(
      Evaluation.Result glance, Evaluation.Result close, Doubt doubt) {
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < glance.verdicts().size(); i++) {
      Verdict first = glance.verdicts().get(i);
      verdicts.add(doubt.covers(first.confidence()) ? close.verdicts().get(i) : first);
    }
    return decided(glance.figures().name(), verdicts);
  }

  /** The reliability diagram (DeGroot and Fienberg 1983): equal widths of confidence. */
  public static List<Bin> reliability(List<Verdict> verdicts, int bins) {
    List<Bin> diagram = new ArrayList<>();
    for (int bin = 0; bin < bins; bin++) {
      double from = (double) bin / bins;
      double to = (double) (bin + 1) / bins;
      List<Verdict> inside =
          verdicts.stream()
              .filter(one -> one.question().kind() != QuestionSet.Kind.CHITCHAT)
              .filter(one -> one.confidence() > 0 && one.confidence() >= from)
              .filter(one -> one.confidence() < to || (to == 1 && one.confidence() == 1))
              .toList();
      if (!inside.isEmpty()) {
        diagram.add(
            new Bin(
                inside.stream().mapToDouble(Verdict::confidence).average().orElse(0),
                Measures.mean(
                    inside, one -> one.question().answerable() && one.firstIsRight() ? 1 : 0),
                inside.size()));
      }
    }
    return diagram;
  }
}
