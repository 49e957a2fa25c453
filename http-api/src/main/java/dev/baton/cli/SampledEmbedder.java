package dev.baton.cli;

import dev.baton.retrieval.embedding.TextEmbedder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Runs the first texts through a model and makes up the vectors of the others, each between two of
 * those: so that a large index can be filled in minutes. Questions are always run.
 */
final class SampledEmbedder implements TextEmbedder {
  private final TextEmbedder model;
  private final int most;
  private final List<float[]> run = new ArrayList<>();
  private long nanos;

  /**
   * @param most how many texts are run, at least 2
   */
  SampledEmbedder(TextEmbedder model, int most) {
    this.model = model;
    this.most = most;
  }

  /** What running a text takes, the mean over those that were. */
  double millisPerText() {
    return nanos / 1e6 / run.size();
  }

  @Override
  public String key() {
    return model.key();
  }

  @Override
  public double floor() {
    return model.floor();
  }

  @Override
  public int dimensions() {
    return model.dimensions();
  }

  @Override
  public float[] question(String text) {
    return model.question(text);
  }

  @Override
  public float[] vector(String text) {
    if (run.size() < most) {
      long begun = System.nanoTime();
      run.add(model.vector(text));
      nanos += System.nanoTime() - begun;
      return run.getLast();
    }
    Random random = new Random(text.hashCode());
    float[] one = run.get(random.nextInt(most));
    float[] other = run.get(random.nextInt(most));
    float share = random.nextFloat();
    float[] between = new float[one.length];
    for (int i = 0; i < between.length; i++) {
      between[i] = share * one[i] + (1 - share) * other[i] + 0.02f * (float) random.nextGaussian();
    }
    return between;
  }

  /** Leaves the model open: it is the process's. */
  @Override
  public void close() {}
}
