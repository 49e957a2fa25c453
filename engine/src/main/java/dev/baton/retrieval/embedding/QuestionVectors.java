package dev.baton.retrieval.embedding;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** What stands for a question under each model, worked out when it is asked for. For one thread. */
public final class QuestionVectors {
  private final IntFunction<QuestionVector> byModel;
  private final List<QuestionVector> known = new ArrayList<>();

  QuestionVectors(IntFunction<QuestionVector> byModel) {
    this.byModel = byModel;
  }

  /**
   * Those of the first so many models, the quickest first.
   *
   * @param models from 0 to as many as there are
   */
  public List<QuestionVector> first(int models) {
    while (known.size() < models) {
      known.add(byModel.apply(known.size()));
    }
    return List.copyOf(known.subList(0, models));
  }
}
