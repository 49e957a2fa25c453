package dev.baton.replay;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What each threshold would have done with the replayed questions.
 *
 * @param points for 0, 0.01, … 1
 */
public record ThresholdCurve(List<Point> points) {
  private static final int STEPS = 100;

  /**
   * One threshold.
   *
   * @param handedOver of all questions
   * @param wrong of the answered ones whose label is known
   * @param saved answered questions that are not known to be wrong: replies that nobody of the team
   *     has to write
   */
  public record Point(double threshold, Share handedOver, Share wrong, int saved) {}

  public ThresholdCurve {
    points = List.copyOf(points);
  }

  static ThresholdCurve of(List<Replayed> questions) {
    return new ThresholdCurve(
        IntStream.rangeClosed(0, STEPS)
            .mapToObj(step -> point((double) step / STEPS, questions))
            .toList());
  }

  private static Point point(double threshold, List<Replayed> questions) {
    List<Replayed> answered =
        questions.stream().filter(question -> question.answeredAt(threshold)).toList();
    int wrong = labelled(answered, Label.WRONG);
    return new Point(
        threshold,
        new Share(questions.size() - answered.size(), questions.size()),
        new Share(wrong, wrong + labelled(answered, Label.RIGHT)),
        answered.size() - wrong);
  }

  private static int labelled(List<Replayed> questions, Label label) {
    return (int) questions.stream().filter(question -> question.label() == label).count();
  }
}
