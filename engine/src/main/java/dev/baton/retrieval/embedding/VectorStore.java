package dev.baton.retrieval.embedding;

import dev.baton.identity.SourceId;
import java.util.Map;

/**
 * Vectors that were computed before, by source, so that no text is run through a model twice. A
 * cache: what it does not hold is computed anew. Calls block.
 */
public interface VectorStore {
  /**
   * What is stored for a source under a model's key, by the digest of the texts; empty when nothing
   * is.
   */
  Map<String, byte[]> of(SourceId source, String model);

  /**
   * From now on exactly these are stored for the source under this key; nothing happens when there
   * is no such source any more.
   */
  void replace(SourceId source, String model, Map<String, byte[]> vectors);
}
