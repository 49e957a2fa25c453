package dev.baton.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The figures of retrieval and of decisions, from verdicts. Questions that are chitchat must have
 * been left out. A figure that is undefined, such as a share of nothing, is NaN.
 */
public final class Measures {
  private Measures() {}

  /** A point of the curve: what happens when the agent answers from this confidence on. */
  public record Point(double threshold, double falseHandoffs, double falseAnswers, double right) {}

  /** The share of answerable questions with a relevant article among the first so many. */
  public static double recallAt(int first, List<Verdict> verdicts) {
    return mean(answerable(verdicts), one -> one.rank() > 0 && one.rank() <= first ? 1 : 0);
  }

  /** Mean reciprocal rank of the first relevant article (Voorhees 1999), 0 where none is found. */
  public static double meanReciprocalRank(List<Verdict> verdicts) {
    return mean(answerable(verdicts), one -> one.rank() == 0 ? 0 : 1.0 / one.rank());
  }

  /**
   * The probability that an answerable question has a higher confidence than an unanswerable one,
   * ties counting half: the area under the ROC curve (Hanley and McNeil 1982).
   */
  public static double auroc(List<Verdict> verdicts) {
    List<Verdict> sorted =
        verdicts.stream().sorted(Comparator.comparingDouble(Verdict::confidence)).toList();
    double rankSum = 0;
    long positives = 0;
    for (int from = 0; from < sorted.size(); ) {
      int to = from;
      long here = 0;
      while (to < sorted.size() && sorted.get(to).confidence() == sorted.get(from).confidence()) {
        here += sorted.get(to++).question().answerable() ? 1 : 0;
      }
      // Ranks are from 1; equal ones share their mean.
      rankSum += here * (from + 1 + to) / 2.0;
      positives += here;
      from = to;
    }
    double negatives = sorted.size() - positives;
    return (rankSum - positives * (positives + 1) / 2.0) / (positives * negatives);
  }

  /**
   * The curve from "answers nothing" to "answers everything", a point for each distinct confidence.
   */
  public static List<Point> curve(List<Verdict> verdicts) {
    List<Verdict> surestFirst =
        verdicts.stream()
            .sorted(Comparator.comparingDouble(Verdict::confidence).reversed())
            .toList();
    double all = answerable(verdicts).size();
    double none = verdicts.size() - all;
    List<Point> points = new ArrayList<>();
    points.add(new Point(Math.nextUp(1.0), 1, 0, 0));
    int answered = 0;
    int wrong = 0;
    int right = 0;
    for (int i = 0; i < surestFirst.size(); i++) {
      Verdict one = surestFirst.get(i);
      answered += one.question().answerable() ? 1 : 0;
      wrong += one.question().answerable() ? 0 : 1;
      right += one.question().answerable() && one.firstIsRight() ? 1 : 0;
      boolean last = i + 1 == surestFirst.size();
      if (last || surestFirst.get(i + 1).confidence() < one.confidence()) {
        points.add(new Point(one.confidence(), 1 - answered / all, wrong / none, right / all));
      }
    }
    return points;
  }

  /**
   * The area under answerable questions answered right against unanswerable ones answered: the open
   * set classification rate (Dhamija et al. 2018), by trapezoids.
   */
  public static double oscr(List<Point> curve) {
    double area = 0;
    for (int i = 1; i < curve.size(); i++) {
      Point left = curve.get(i - 1);
      Point right = curve.get(i);
      area += (right.falseAnswers() - left.falseAnswers()) * (right.right() + left.right()) / 2;
    }
    return area;
  }

  /** The least share of false handoffs that is to be had with at most so many false answers. */
  public static double falseHandoffsAt(double falseAnswersMost, List<Point> curve) {
    return curve.stream()
        .filter(point -> point.falseAnswers() <= falseAnswersMost)
        .mapToDouble(Point::falseHandoffs)
        .min()
        .orElse(Double.NaN);
  }

  /** The share of answerable questions that were not answered. */
  public static double falseHandoffs(List<Verdict> verdicts) {
    return mean(answerable(verdicts), one -> one.answered() ? 0 : 1);
  }

  /** The share of unanswerable questions that were answered. */
  public static double falseAnswers(List<Verdict> verdicts) {
    List<Verdict> unanswerable =
        verdicts.stream().filter(one -> !one.question().answerable()).toList();
    return mean(unanswerable, one -> one.answered() ? 1 : 0);
  }

  private static List<Verdict> answerable(List<Verdict> verdicts) {
    return verdicts.stream().filter(one -> one.question().answerable()).toList();
  }

  static double mean(List<Verdict> verdicts, ToDoubleFunction<Verdict> value) {
    return verdicts.stream().mapToDouble(value).average().orElse(Double.NaN);
  }
}
