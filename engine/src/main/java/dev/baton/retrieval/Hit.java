package dev.baton.retrieval;

import java.util.List;

/**
 * A passage found for a question.
 *
 * @param words how much of the question's words it has, 0 to 1
 * @param meanings how near it is in meaning, by each model that has seen it, where unrelated texts
 *     are about 0 and the same text is 1; empty without models
 * @param parts how near each of its headings, paragraphs and lists is, the mean over the models
 * @param likeness how near its own parts are to each other, the same way; NaN when it has but one
 */
public record Hit(
    Passage passage, double words, List<Double> meanings, List<Double> parts, double likeness) {
  /** How much words count beside meaning: measured, see docs/answer-quality.md. */
  private static final double WEIGHT_OF_WORDS = 0.8;

  public Hit {
    meanings = List.copyOf(meanings);
    parts = List.copyOf(parts);
  }

  /** The same but for its words. */
  public Hit withWords(double other) {
    return new Hit(passage, other, meanings, parts, likeness);
  }

  /** How near it is in meaning, the mean over the models; 0 without any. */
  public double meaning() {
    return meanings.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  /**
   * Which of its paragraphs and lists is nearest in meaning, from 0; -1 when none has been seen by
   * a model.
   */
  public int nearestBlock() {
    int blocks = passage.text().split("\n\n", -1).length;
    int headings = parts.size() - blocks;
    int nearest = -1;
    for (int block = 0; headings >= 0 && block < blocks; block++) {
      boolean nearer = nearest < 0 || parts.get(headings + block) > parts.get(headings + nearest);
      nearest = nearer ? block : nearest;
    }
    return nearest;
  }

  /** How well it matches, 0 to 1, comparable between questions and sources. */
  public double score() {
    return sum(words, meanings);
  }

  /** The score of a passage with these parts. */
  public static double sum(double words, List<Double> meanings) {
    double meaning = meanings.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    double sum =
        meanings.isEmpty() ? words : (meaning + WEIGHT_OF_WORDS * words) / (1 + WEIGHT_OF_WORDS);
    return Math.clamp(sum, 0, 1);
  }
}
