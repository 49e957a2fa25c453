package dev.baton.retrieval.embedding;

/**
 * Turns texts into vectors of length 1, so that the dot product of two of them is the cosine: how
 * near the texts are in meaning, -1 to 1. A vector depends on its own text alone, and the same text
 * gives the same bits for as long as the embedder lives; another kind of processor may give
 * slightly different ones. Safe for many threads.
 */
public interface TextEmbedder extends AutoCloseable {
  /**
   * What a stored vector must be kept under: two vectors may be compared when their keys are equal,
   * and only then. At most 60 characters: lower-case letters, digits, dots and hyphens.
   */
  String key();

  /** The cosine that texts have which have nothing to do with each other, about; below 1. */
  double floor();

  /** How many numbers each vector has. */
  int dimensions();

  /** The vector of a question, where the model wants to be told that it is one. */
  default float[] question(String text) {
    return vector(text);
  }

  /**
   * The vector of a text that questions are compared with. A text that is too long counts with its
   * beginning.
   *
   * @return of length 1; all zeros, which is near to nothing, when the text has only white space
   *     and control characters
   * @throws EmbeddingFailed when the model cannot be run
   * @throws IllegalStateException when closed
   */
  float[] vector(String text);

  /** Waits for the calls that are under way, then frees the memory. A second call does nothing. */
  @Override
  void close();
}
