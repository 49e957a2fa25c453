package dev.baton.evaluation;

import dev.baton.answering.LogisticModel;
import dev.baton.evaluation.QuestionSet.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Learns how sure the agent may be from what was right: logistic regression with a ridge penalty
 * (Hoerl and Kennard 1970; le Cessie and van Houwelingen 1992), in which each set weighs the same,
 * by gradient descent from zero. On sources that it has not learnt from such a function is a little
 * too sure, so it is scaled to what came true on sets that were held back (Platt 1999). The same
 * verdicts give the same weights.
 */
public final class ConfidenceTraining {
  /** The weight of the penalty beside that of all questions of all sets. */
  private static final double RIDGE = 0.005;

  private static final int STEPS = 3_000;
  private static final double STEP = 0.8;

  /** With fewer, what is held back says more about the others' number than about a new source. */
  private static final int CALIBRATED_FROM = 3;

  private ConfidenceTraining() {}

  /** The weights that fit the verdicts of these sets best; at least one verdict has signals. */
  public static LogisticModel fit(List<Evaluation.Result> sets) {
    List<List<Sample>> samples =
        sets.stream()
            .map(set ->
                set.verdicts().stream()
                    .filter(ConfidenceTraining::counts)
                    .map(one -> new Sample(one.signals(), right(one)))
                    .toList())
            .toList();
    LogisticModel model = regression(samples);
    return samples.size() < CALIBRATED_FROM ? model : calibrated(model, samples);
  }

  /** What was known of a question, and whether the answer was right. */
  private record Sample(Map<String, Double> signals, boolean right) {}

  private static boolean right(Verdict verdict) {
    return verdict.question().answerable() && verdict.firstIsRight();
  }

  private static LogisticModel calibrated(LogisticModel model, List<List<Sample>> sets) {
    List<List<Sample>> said = new ArrayList<>();
    for (int held = 0; held < sets.size(); held++) {
      List<List<Sample>> others = new ArrayList<>(sets);
      others.remove(held);
      LogisticModel stranger = regression(others);
      said.add(
          sets.get(held).stream()
              .map(one -> new Sample(Map.of("said", stranger.logit(one.signals())), one.right()))
              .toList());
    }
    LogisticModel scale = regression(said);
    double by = Math.max(0, scale.weights().getOrDefault("said", 1.0));
    return model.scaled(by, scale.bias());
  }

  private static LogisticModel regression(List<List<Sample>> counted) {
    List<Sample> all = counted.stream().flatMap(List::stream).toList();
    List<String> names = List.copyOf(new TreeSet<>(all.getFirst().signals().keySet()));
    double[] shares =
        counted.stream()
            .flatMapToDouble(
                set -> set.stream().mapToDouble(one -> 1.0 / set.size() / counted.size()))
            .toArray();
    double[] right = all.stream().mapToDouble(one -> one.right() ? 1 : 0).toArray();
    Map<String, Double> weights = new TreeMap<>();
    List<double[]> columns = new ArrayList<>();
    List<double[]> scales = new ArrayList<>();
    for (String name : names) {
      double[] column =
          all.stream().mapToDouble(one -> one.signals().getOrDefault(name, 0.0)).toArray();
      scales.add(standardise(column, shares));
      columns.add(column);
    }
    double[] learnt = descend(columns, right, shares);
    double bias = learnt[names.size()];
    for (int i = 0; i < names.size(); i++) {
      double weight = learnt[i] / scales.get(i)[1];
      weights.put(names.get(i), weight);
      bias -= weight * scales.get(i)[0];
    }
    return new LogisticModel(bias, weights);
  }

  private static boolean counts(Verdict verdict) {
    return verdict.question().kind() != Kind.CHITCHAT && !verdict.signals().isEmpty();
  }

  /** Gives a column mean 0 and deviation 1; returns those that it had. */
  private static double[] standardise(double[] column, double[] shares) {
    double mean = 0;
    for (int i = 0; i < column.length; i++) {
      mean += shares[i] * column[i];
    }
    double variance = 0;
    for (int i = 0; i < column.length; i++) {
      variance += shares[i] * (column[i] - mean) * (column[i] - mean);
    }
    double deviation = Math.sqrt(variance) + 1e-9;
    for (int i = 0; i < column.length; i++) {
      column[i] = (column[i] - mean) / deviation;
    }
    return new double[] {mean, deviation};
  }

  /** The weight of each column, and the constant after them. */
  private static double[] descend(List<double[]> columns, double[] right, double[] shares) {
    int signals = columns.size();
    double[] weights = new double[signals + 1];
    for (int step = 0; step < STEPS; step++) {
      double[] slope = new double[signals + 1];
      for (int j = 0; j < signals; j++) {
        slope[j] = RIDGE * weights[j];
      }
      for (int i = 0; i < right.length; i++) {
        double sum = weights[signals];
        for (int j = 0; j < signals; j++) {
          sum += weights[j] * columns.get(j)[i];
        }
        double error = shares[i] * (1 / (1 + Math.exp(-sum)) - right[i]);
        for (int j = 0; j < signals; j++) {
          slope[j] += error * columns.get(j)[i];
        }
        slope[signals] += error;
      }
      for (int j = 0; j <= signals; j++) {
        weights[j] -= STEP * slope[j];
      }
    }
    return weights;
  }
}
