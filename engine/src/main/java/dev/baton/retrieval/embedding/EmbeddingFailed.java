package dev.baton.retrieval.embedding;

/**
 * A model could not be loaded or run, for instance because ONNX Runtime has no library for this
 * kind of machine. Answers are possible without vectors: who catches this goes on without.
 */
public final class EmbeddingFailed extends RuntimeException {
  EmbeddingFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
