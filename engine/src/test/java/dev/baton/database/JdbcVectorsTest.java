package dev.baton.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.identity.SourceId;
import dev.baton.retrieval.embedding.VectorStore;
import dev.baton.sources.Source;
import dev.baton.testkit.TestDatabase;
import dev.baton.workspace.Workspace;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcVectorsTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final VectorStore vectors = DATABASE.database().vectors();
  private final Workspace workspace = JdbcWorkspacesTest.workspace("shop");
  private final SourceId source = SourceId.random();

  @BeforeEach
  void addSource() {
    DATABASE.database().workspaces().add(workspace);
    Source text =
        new Source(
            source,
            workspace.id(),
            Source.Kind.TEXT,
            "Manual",
            null,
            null,
            Source.State.QUEUED,
            null,
            0,
            0,
            1,
            Instant.parse("2026-11-22T12:00:00Z"),
            null);
    DATABASE.database().sources(0).add(text, new byte[] {1});
  }

  @Test
  void keepsWhatWasPutLastUnderItsModel() {
    vectors.replace(source, "small", Map.of("one", new byte[] {1, -2}, "two", new byte[] {3}));
    vectors.replace(source, "big", Map.of("one", new byte[] {9}));
    vectors.replace(source, "small", Map.of("two", new byte[] {4}));

    assertThat(vectors.of(source, "small")).containsOnlyKeys("two");
    assertThat(vectors.of(source, "small").get("two")).containsExactly(4);
    assertThat(vectors.of(source, "big").get("one")).containsExactly(9);
  }

  @Test
  void keepsMoreThanABatch() {
    Map<String, byte[]> many = new HashMap<>();
    for (int i = 0; i < 1_201; i++) {
      many.put("digest " + i, new byte[] {(byte) i});
    }

    vectors.replace(source, "small", many);

    assertThat(vectors.of(source, "small")).hasSize(1_201);
  }

  @Test
  void theyGoWithTheirSourceAndDoNotComeBack() {
    vectors.replace(source, "small", Map.of("one", new byte[] {1}));

    DATABASE.database().sources(0).remove(workspace.id(), source);
    vectors.replace(source, "small", Map.of("one", new byte[] {1}));

    assertThat(vectors.of(source, "small")).isEmpty();
  }
}
