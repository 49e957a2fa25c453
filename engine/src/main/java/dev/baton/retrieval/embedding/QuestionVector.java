package dev.baton.retrieval.embedding;

/** What stands for a question under one model. */
public final class QuestionVector {
  private final String model;
  private final byte[] direction;
  private final double floor;

  QuestionVector(String model, byte[] direction, double floor) {
    this.model = model;
    this.direction = direction;
    this.floor = floor;
  }

  /** The key of the model. */
  public String model() {
    return model;
  }

  /** 8 bits a number; all zeros, which is near to nothing, for a text without words. */
  public byte[] direction() {
    return direction.clone();
  }

  /** What a cosine means under this model: 0 for unrelated texts, about, 1 for the same. */
  public double nearness(double cosine) {
    return (cosine - floor) / (1 - floor);
  }
}
