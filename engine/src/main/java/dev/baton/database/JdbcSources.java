package dev.baton.database;

import dev.baton.identity.SourceId;
import dev.baton.identity.WorkspaceId;
import dev.baton.retrieval.Passage;
import dev.baton.sources.Source;
import dev.baton.sources.SourceStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Sources and their passages in PostgreSQL. Passages change only in the transaction that changes
 * the state, so a reader never sees a ready source with the passages of another reading.
 */
final class JdbcSources implements SourceStore {
  private static final int PASSAGES_PER_BATCH = 500;

  private final Jdbi jdbi;
  private final int node;

  /**
   * The sources of a database.
   *
   * @param node whose work it is to read what is added here
   */
  JdbcSources(Jdbi jdbi, int node) {
    this.jdbi = jdbi;
    this.node = node;
  }

  @Override
  public void add(Source source, byte[] content) {
    jdbi.useTransaction(handle -> {
      handle
          .createUpdate(
              """
              INSERT INTO source (id, workspace, kind, title, name, url, state, reason, pages,
                passages, bytes, added_at, read_at, node)
              VALUES (:id, :workspace, :kind, :title, :name, :url, :state, :reason, :pages,
                :passages, :bytes, :addedAt, :readAt, :node)
              """)
          .bind("id", source.id().value())
          .bind("workspace", source.workspace().value())
          .bind("kind", source.kind().name())
          .bind("title", Columns.text(source.title()))
          .bind("name", Columns.text(source.name()))
          .bind("url", Columns.text(source.url()))
          .bind("state", source.state().name())
          .bind("reason", Columns.text(source.reason()))
          .bind("pages", source.pages())
          .bind("passages", source.passages())
          .bind("bytes", source.bytes())
          .bind("addedAt", source.addedAt())
          .bind("readAt", source.readAt())
          .bind("node", node)
          .execute();
      handle
          .createUpdate("INSERT INTO source_content (source, content) VALUES (:id, :content)")
          .bind("id", source.id().value())
          .bind("content", content)
          .execute();
    });
  }

  /** Newest first. */
  @Override
  public List<Source> list(WorkspaceId workspace) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT * FROM source WHERE workspace = :workspace"
                    + " ORDER BY added_at DESC, id DESC")
            .bind("workspace", workspace.value())
            .map(JdbcSources::source)
            .list());
  }

  @Override
  public Optional<Source> find(WorkspaceId workspace, SourceId id) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT * FROM source WHERE id = :id AND workspace = :workspace")
            .bind("id", id.value())
            .bind("workspace", workspace.value())
            .map(JdbcSources::source)
            .findOne());
  }

  @Override
  public Optional<byte[]> content(WorkspaceId workspace, SourceId id) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT content FROM source_content JOIN source ON source.id ="
                    + " source_content.source WHERE id = :id AND workspace = :workspace")
            .bind("id", id.value())
            .bind("workspace", workspace.value())
            .map((row, context) -> row.getBytes("content"))
            .findOne());
  }

  @Override
  public boolean mark(SourceId id, Source.State state) {
    if (state != Source.State.QUEUED && state != Source.State.READING) {
      throw new IllegalArgumentException("ready and failed say more than their name: " + state);
    }
    return jdbi.withHandle(handle ->
        handle
                .createUpdate(
                    "UPDATE source SET state = :state, reason = NULL, node = :node WHERE id = :id")
                .bind("id", id.value())
                .bind("state", state.name())
                .bind("node", node)
                .execute()
            == 1);
  }

  @Override
  public boolean failed(SourceId id, String reason, Instant at) {
    return jdbi.inTransaction(handle -> {
      boolean there =
          handle
                  .createUpdate(
                      """
                      UPDATE source SET state = 'FAILED', reason = :reason, pages = 0,
                        passages = 0, read_at = :at
                      WHERE id = :id
                      """)
                  .bind("id", id.value())
                  .bind("reason", Columns.text(reason))
                  .bind("at", at)
                  .execute()
              == 1;
      dropPassages(handle, id);
      return there;
    });
  }

  @Override
  public boolean ready(SourceId id, String title, int pages, List<Passage> passages, Instant at) {
    if (passages.isEmpty()) {
      throw new IllegalArgumentException("a source without passages is not ready");
    }
    if (!passages.stream().allMatch(passage -> passage.source().equals(id))) {
      throw new IllegalArgumentException("passages of another source");
    }
    return jdbi.inTransaction(handle -> {
      // First, for its row lock: whoever removes or reads again the same source waits.
      int there =
          handle
              .createUpdate(
                  """
                  UPDATE source SET state = 'READY', reason = NULL, title = :title,
                    pages = :pages, passages = :passages, read_at = :at
                  WHERE id = :id
                  """)
              .bind("id", id.value())
              .bind("title", Columns.text(title))
              .bind("pages", pages)
              .bind("passages", passages.size())
              .bind("at", at)
              .execute();
      if (there == 0) {
        return false;
      }
      dropPassages(handle, id);
      addPassages(handle, passages);
      return true;
    });
  }

  /** Only a ready source has any, see {@link #failed} and {@link #ready}. */
  @Override
  public List<Passage> passages(SourceId id) {
    return jdbi.withHandle(handle -> passages(handle, id.value()));
  }

  @Override
  public boolean remove(WorkspaceId workspace, SourceId id) {
    return jdbi.withHandle(handle ->
        handle
                .createUpdate("DELETE FROM source WHERE id = :id AND workspace = :workspace")
                .bind("id", id.value())
                .bind("workspace", workspace.value())
                .execute()
            == 1);
  }

  @Override
  public List<Source> takeUnfinished() {
    List<Source> taken =
        jdbi.withHandle(handle ->
            handle
                .createQuery(
                    "UPDATE source SET node = :node WHERE state IN ('QUEUED', 'READING')"
                        + " AND (source.node IS NULL OR source.node = :node OR NOT EXISTS"
                        + " (SELECT 1 FROM node WHERE node.number = source.node AND "
                        + JdbcNodes.LIVING
                        + ")) RETURNING *")
                .bind("node", node)
                .map(JdbcSources::source)
                .list());
    return taken.stream().sorted(Comparator.comparing(Source::addedAt)).toList();
  }

  @Override
  public void eachReady(BiConsumer<Source, List<Passage>> visit) {
    List<String> ids =
        jdbi.withHandle(handle ->
            handle
                .createQuery("SELECT id FROM source WHERE state = 'READY' ORDER BY added_at, id")
                .mapTo(String.class)
                .list());
    // A transaction for each, closed before the visit: indexing is slow and needs no connection.
    for (String id : ids) {
      readySource(id).ifPresent(read -> visit.accept(read.source(), read.passages()));
    }
  }

  private Optional<Read> readySource(String id) {
    return jdbi.inTransaction(handle ->
        handle
            // The lock keeps the passages from being replaced between the two reads.
            .createQuery("SELECT * FROM source WHERE id = :id AND state = 'READY' FOR SHARE")
            .bind("id", id)
            .map(JdbcSources::source)
            .findOne()
            .map(source -> new Read(source, passages(handle, id))));
  }

  private static List<Passage> passages(Handle handle, String source) {
    return handle
        .createQuery("SELECT * FROM passage WHERE source = :source ORDER BY ordinal")
        .bind("source", source)
        .map((row, context) ->
            new Passage(
                new SourceId(row.getString("source")),
                row.getInt("ordinal"),
                row.getString("title"),
                row.getString("heading"),
                Columns.intOrNull(row, "page"),
                row.getString("url"),
                row.getString("text")))
        .list();
  }

  private static void dropPassages(Handle handle, SourceId id) {
    handle.createUpdate("DELETE FROM passage WHERE source = :id").bind("id", id.value()).execute();
  }

  private static void addPassages(Handle handle, List<Passage> passages) {
    for (int from = 0; from < passages.size(); from += PASSAGES_PER_BATCH) {
      int to = Math.min(from + PASSAGES_PER_BATCH, passages.size());
      try (PreparedBatch batch =
          handle.prepareBatch(
              "INSERT INTO passage (source, ordinal, title, heading, page, url, text)"
                  + " VALUES (:source, :ordinal, :title, :heading, :page, :url, :text)")) {
        for (Passage passage : passages.subList(from, to)) {
          batch
              .bind("source", passage.source().value())
              .bind("ordinal", passage.ordinal())
              .bind("title", Columns.text(passage.title()))
              .bind("heading", Columns.text(passage.heading()))
              .bind("page", passage.page())
              .bind("url", Columns.text(passage.url()))
              .bind("text", Columns.text(passage.text()))
              .add();
        }
        batch.execute();
      }
    }
  }

  private static Source source(ResultSet row, StatementContext context) throws SQLException {
    return new Source(
        new SourceId(row.getString("id")),
        new WorkspaceId(row.getString("workspace")),
        Source.Kind.valueOf(row.getString("kind")),
        row.getString("title"),
        row.getString("name"),
        row.getString("url"),
        Source.State.valueOf(row.getString("state")),
        row.getString("reason"),
        row.getInt("pages"),
        row.getInt("passages"),
        row.getLong("bytes"),
        Columns.instant(row, "added_at"),
        Columns.instantOrNull(row, "read_at"));
  }

  private record Read(Source source, List<Passage> passages) {}
}
