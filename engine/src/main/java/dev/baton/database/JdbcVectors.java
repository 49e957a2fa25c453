package dev.baton.database;

import dev.baton.identity.SourceId;
import dev.baton.retrieval.embedding.VectorStore;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The vectors of passages in PostgreSQL; they go with their source. */
final class JdbcVectors implements VectorStore {
  private static final int ROWS_PER_BATCH = 500;

  private final Jdbi jdbi;

  JdbcVectors(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @Override
  public Map<String, byte[]> of(SourceId source, String model) {
    return jdbi.withHandle(handle -> {
      Map<String, byte[]> found = new HashMap<>();
      handle
          .createQuery(
              "SELECT digest, vectors FROM passage_vectors"
                  + " WHERE source = :source AND model = :model")
          .bind("source", source.value())
          .bind("model", model)
          .map((row, context) -> Map.entry(row.getString("digest"), row.getBytes("vectors")))
          .forEach(row -> found.put(row.getKey(), row.getValue()));
      return found;
    });
  }

  @Override
  public void replace(SourceId source, String model, Map<String, byte[]> vectors) {
    jdbi.useTransaction(handle -> {
      // The lock keeps the source from being removed before its vectors are there to go with it.
      boolean there =
          handle
              .createQuery("SELECT 1 FROM source WHERE id = :source FOR SHARE")
              .bind("source", source.value())
              .mapTo(Integer.class)
              .findOne()
              .isPresent();
      if (there) {
        handle
            .createUpdate("DELETE FROM passage_vectors WHERE source = :source AND model = :model")
            .bind("source", source.value())
            .bind("model", model)
            .execute();
        add(handle, source, model, vectors);
      }
    });
  }

  private static void add(
      Handle handle, SourceId source, String model, Map<String, byte[]> vectors) {
    try (PreparedBatch batch =
        handle.prepareBatch(
            "INSERT INTO passage_vectors (source, model, digest, vectors)"
                + " VALUES (:source, :model, :digest, :vectors)")) {
      for (Map.Entry<String, byte[]> row : vectors.entrySet()) {
        batch
            .bind("source", source.value())
            .bind("model", model)
            .bind("digest", row.getKey())
            .bind("vectors", row.getValue())
            .add();
        if (batch.size() == ROWS_PER_BATCH) {
          batch.execute();
        }
      }
      if (batch.size() > 0) {
        batch.execute();
      }
    }
  }
}
