package dev.baton.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.identity.SourceId;
import dev.baton.identity.WorkspaceId;
import dev.baton.retrieval.Passage;
import dev.baton.sources.Source;
import dev.baton.sources.SourceStore;
import dev.baton.testkit.TestDatabase;
import dev.baton.workspace.Workspace;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcSourcesTest {
  private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");
  private static final byte[] CONTENT = "manual\0".getBytes(StandardCharsets.UTF_8);

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final SourceStore store = DATABASE.database().sources(0);
  private final Workspace workspace = JdbcWorkspacesTest.workspace("shop");

  @BeforeEach
  void addWorkspace() {
    DATABASE.database().workspaces().add(workspace);
  }

  private Source queued(int second) {
    return new Source(
        SourceId.random(),
        workspace.id(),
        Source.Kind.FILE,
        "Manual",
        "manual.pdf",
        null,
        Source.State.QUEUED,
        null,
        0,
        0,
        CONTENT.length,
        AT.plusSeconds(second),
        null);
  }

  private Source added(int second) {
    Source source = queued(second);
    store.add(source, CONTENT);
    return source;
  }

  private static List<Passage> passages(SourceId source, int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> new Passage(source, n, "Manual", "A › B", n + 1, null, "text " + n))
        .toList();
  }

  private Source now(Source source) {
    return store.find(workspace.id(), source.id()).orElseThrow();
  }

  private Map<SourceId, List<Passage>> ready() {
    Map<SourceId, List<Passage>> found = new LinkedHashMap<>();
    store.eachReady((source, passages) -> {
      if (source.workspace().equals(workspace.id())) {
        found.put(source.id(), passages);
      }
    });
    return found;
  }

  @Test
  void isFoundAsItWasAddedAndOnlyInItsWorkspace() {
    Source older = added(1);
    Source newer = added(2);

    assertThat(store.list(workspace.id())).containsExactly(newer, older);
    assertThat(store.find(workspace.id(), older.id())).contains(older);
    assertThat(store.content(workspace.id(), older.id()).orElseThrow()).isEqualTo(CONTENT);
    assertThat(store.find(WorkspaceId.random(), older.id())).isEmpty();
    assertThat(store.content(WorkspaceId.random(), older.id())).isEmpty();
    assertThat(store.remove(WorkspaceId.random(), older.id())).isFalse();
  }

  @Test
  void reachesReadyWithItsPassagesInOrder() {
    Source source = added(1);

    assertThat(store.mark(source.id(), Source.State.READING)).isTrue();
    assertThat(now(source).state()).isEqualTo(Source.State.READING);
    assertThat(store.ready(source.id(), "New title", 7, passages(source.id(), 1201), AT)).isTrue();

    Source ready = now(source);
    assertThat(ready.state()).isEqualTo(Source.State.READY);
    assertThat(ready.title()).isEqualTo("New title");
    assertThat(ready.pages()).isEqualTo(7);
    assertThat(ready.passages()).isEqualTo(1201);
    assertThat(ready.readAt()).isEqualTo(AT);
    assertThat(ready()).containsExactly(Map.entry(source.id(), passages(source.id(), 1201)));
  }

  @Test
  void readingAgainReplacesThePassagesAndFailingDropsThem() {
    Source source = added(1);
    store.ready(source.id(), "t", 1, passages(source.id(), 5), AT);

    store.ready(source.id(), "t", 1, passages(source.id(), 2), AT);
    assertThat(ready()).containsExactly(Map.entry(source.id(), passages(source.id(), 2)));

    assertThat(store.failed(source.id(), "only scanned\0 pictures", AT)).isTrue();
    assertThat(now(source).reason()).isEqualTo("only scanned\uFFFD pictures");
    assertThat(now(source).passages()).isZero();
    assertThat(ready()).isEmpty();

    store.mark(source.id(), Source.State.QUEUED);
    assertThat(now(source).reason()).isNull();
  }

  @Test
  void isNeverReadyWithoutPassages() throws SQLException {
    Source source = added(1);

    assertThatThrownBy(() -> store.ready(source.id(), "t", 1, List.of(), AT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.mark(source.id(), Source.State.READY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.ready(source.id(), "t", 1, passages(SourceId.random(), 1), AT))
        .isInstanceOf(IllegalArgumentException.class);
    try (Connection connection = DATABASE.database().dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("UPDATE source SET state = 'READY'"))
          .hasMessageContaining("source_ready_has_passages");
    }
    assertThat(now(source)).isEqualTo(source);
  }

  @Test
  void whatIsGoneStaysGone() {
    Source source = added(1);
    store.ready(source.id(), "t", 1, passages(source.id(), 2), AT);

    assertThat(store.remove(workspace.id(), source.id())).isTrue();

    assertThat(store.remove(workspace.id(), source.id())).isFalse();
    assertThat(store.mark(source.id(), Source.State.QUEUED)).isFalse();
    assertThat(store.failed(source.id(), "late", AT)).isFalse();
    assertThat(store.ready(source.id(), "late", 1, passages(source.id(), 2), AT)).isFalse();
    assertThat(store.content(workspace.id(), source.id())).isEmpty();
    assertThat(ready()).isEmpty();
  }

  @Test
  void unfinishedOnesComeOldestFirst() {
    Source reading = added(3);
    Source queued = added(2);
    Source failed = added(1);
    store.mark(reading.id(), Source.State.READING);
    store.failed(failed.id(), "no", AT);

    List<SourceId> ours = new ArrayList<>();
    store.takeUnfinished().stream()
        .filter(source -> source.workspace().equals(workspace.id()))
        .forEach(source -> ours.add(source.id()));

    assertThat(ours).containsExactly(queued.id(), reading.id());
  }
}
