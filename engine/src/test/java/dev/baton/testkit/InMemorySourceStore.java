package dev.baton.testkit;

import dev.baton.identity.SourceId;
import dev.baton.identity.WorkspaceId;
import dev.baton.retrieval.Passage;
import dev.baton.sources.Source;
import dev.baton.sources.SourceStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A source store that forgets everything with its test. */
public final class InMemorySourceStore implements SourceStore {
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Row(Source source, byte[] content, List<Passage> passages) {}

  private final Map<SourceId, Row> rows = new LinkedHashMap<>();

  @Override
  public synchronized void add(Source source, byte[] content) {
    rows.put(source.id(), new Row(source, content.clone(), List.of()));
  }

  @Override
  public synchronized List<Source> list(WorkspaceId workspace) {
    return rows.values().stream()
        .map(Row::source)
        .filter(source -> source.workspace().equals(workspace))
        .toList();
  }

  @Override
  public synchronized Optional<Source> find(WorkspaceId workspace, SourceId id) {
    return row(workspace, id).map(Row::source);
  }

  @Override
  public synchronized Optional<byte[]> content(WorkspaceId workspace, SourceId id) {
    return row(workspace, id).map(Row::content);
  }

  @Override
  public synchronized boolean mark(SourceId id, Source.State state) {
    return change(
        id,
        row -> {
          Source source = row.source();
          return with(
              row, row.passages(), state, source.title(), null, source.pages(), source.readAt());
        });
  }

  @Override
  public synchronized boolean failed(SourceId id, String reason, Instant at) {
    return change(
        id, row -> with(row, List.of(), Source.State.FAILED, row.source().title(), reason, 0, at));
  }

  @Override
  public synchronized boolean ready(
      SourceId id, String title, int pages, List<Passage> passages, Instant at) {
    return change(
        id, row -> with(row, List.copyOf(passages), Source.State.READY, title, null, pages, at));
  }

  @Override
  public synchronized List<Passage> passages(SourceId id) {
    Row row = rows.get(id);
    return row == null ? List.of() : row.passages();
  }

  @Override
  public synchronized boolean remove(WorkspaceId workspace, SourceId id) {
    return row(workspace, id).isPresent() && rows.remove(id) != null;
  }

  @Override
  public synchronized List<Source> takeUnfinished() {
    return rows.values().stream()
        .map(Row::source)
        .filter(source ->
            source.state() == Source.State.QUEUED || source.state() == Source.State.READING)
        .toList();
  }

  @Override
  public void eachReady(BiConsumer<Source, List<Passage>> visit) {
    List<Row> ready;
    synchronized (this) {
      ready =
          rows.values().stream().filter(row -> row.source().state() == Source.State.READY).toList();
    }
    ready.forEach(row -> visit.accept(row.source(), row.passages()));
  }

  private Optional<Row> row(WorkspaceId workspace, SourceId id) {
    return Optional.ofNullable(rows.get(id))
        .filter(row -> row.source().workspace().equals(workspace));
  }

  private boolean change(SourceId id, UnaryOperator<Row> change) {
    return rows.computeIfPresent(id, (same, row) -> change.apply(row)) != null;
  }

  private static Row with(
      Row row,
      List<Passage> passages,
      Source.State state,
      String title,
      @Nullable String reason,
      int pages,
      @Nullable Instant readAt) {
    Source old = row.source();
    Source changed =
        new Source(
            old.id(),
            old.workspace(),
            old.kind(),
            title,
            old.name(),
            old.url(),
            state,
            reason,
            pages,
            passages.size(),
            old.bytes(),
            old.addedAt(),
            readAt);
    return new Row(changed, row.content(), passages);
  }
}
