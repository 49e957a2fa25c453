package dev.baton.testkit;

import dev.baton.retrieval.embedding.TextEmbedder;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Knows a few subjects by a few words each: texts on the same subject point the same way, whatever
 * words they use.
 */
public final class ToyEmbedder implements TextEmbedder {
  private static final List<Set<String>> SUBJECTS =
      List.of(
          Set.of("refund", "money", "reimbursed", "cash"),
          Set.of("parcel", "delivery", "shipping", "courier"),
          Set.of("password", "login", "locked", "account"));

  private final String key;
  private int runs;

  public ToyEmbedder(String key) {
    this.key = key;
  }

  /** How often a text was run. */
  public int runs() {
    return runs;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public double floor() {
    return 0;
  }

  @Override
  public int dimensions() {
    return SUBJECTS.size() + 1;
  }

  @Override
  public float[] vector(String text) {
    runs++;
    float[] vector = new float[dimensions()];
    if (text.isBlank()) {
      return vector;
    }
    vector[SUBJECTS.size()] = 0.1f;
    for (String word : text.toLowerCase(Locale.ROOT).split("\\W+", -1)) {
      for (int subject = 0; subject < SUBJECTS.size(); subject++) {
        vector[subject] += SUBJECTS.get(subject).contains(word) ? 1 : 0;
      }
    }
    return vector;
  }

  @Override
  public void close() {}
}
