package dev.baton.retrieval.embedding;

import dev.baton.identity.SourceId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Vectors that are kept for as long as this object lives: for tests and measurements. */
public final class VectorsInMemory implements VectorStore {
  private final Map<String, Map<String, byte[]>> kept = new ConcurrentHashMap<>();

  @Override
  public Map<String, byte[]> of(SourceId source, String model) {
    return kept.getOrDefault(source.value() + model, Map.of());
  }

  @Override
  public void replace(SourceId source, String model, Map<String, byte[]> vectors) {
    kept.put(source.value() + model, Map.copyOf(vectors));
  }
}
