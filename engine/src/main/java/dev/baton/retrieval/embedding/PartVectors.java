package dev.baton.retrieval.embedding;

import java.util.ArrayList;
import java.util.List;

/** The directions of the parts of one passage, in the order of the parts, under each model. */
public final class PartVectors {
  private final List<List<byte[]>> byModel;
  private final List<Double> floors;

  /**
   * @param byModel none under a model where they have not been computed
   * @param floors the cosine of unrelated texts under each model
   */
  PartVectors(List<List<byte[]>> byModel, List<Double> floors) {
    this.byModel = List.copyOf(byModel);
    this.floors = List.copyOf(floors);
  }

  /** The directions under the model of that position. */
  public List<byte[]> under(int model) {
    return byModel.get(model);
  }

  /** True when vectors under all models are there, or there are no models. */
  public boolean complete() {
    return byModel.stream().noneMatch(List::isEmpty);
  }

  /**
   * How near the parts are to each other: for each its nearest other one, and the mean over them; 0
   * for unrelated parts, 1 for equal ones. NaN when fewer than two are known.
   */
  public double likeness() {
    double sum = 0;
    int parts = byModel.stream().mapToInt(List::size).min().orElse(0);
    for (int one = 0; one < parts; one++) {
      double nearest = Double.NEGATIVE_INFINITY;
      for (int other = 0; other < parts; other++) {
        nearest = other == one ? nearest : Math.max(nearest, nearness(one, other));
      }
      sum += nearest;
    }
    return parts < 2 ? Double.NaN : sum / parts;
  }

  private double nearness(int one, int other) {
    List<Double> nearness = new ArrayList<>();
    for (int model = 0; model < byModel.size(); model++) {
      double cosine = cosine(byModel.get(model).get(one), byModel.get(model).get(other));
      nearness.add((cosine - floors.get(model)) / (1 - floors.get(model)));
    }
    return nearness.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  private static double cosine(byte[] left, byte[] right) {
    long product = 0;
    long leftSquares = 0;
    long rightSquares = 0;
    for (int i = 0; i < left.length; i++) {
      product += (long) left[i] * right[i];
      leftSquares += (long) left[i] * left[i];
      rightSquares += (long) right[i] * right[i];
    }
    return product == 0 ? 0 : product / Math.sqrt((double) leftSquares * rightSquares);
  }
}
