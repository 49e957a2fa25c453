package dev.baton.database;

import dev.baton.handoff.HandoffReason;
import dev.baton.identity.ConversationId;
import dev.baton.identity.CustomerId;
import dev.baton.identity.OperatorId;
import dev.baton.identity.WorkspaceId;
import dev.baton.inboxview.InboxEntry;
import dev.baton.inboxview.InboxStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The rows of the inbox in PostgreSQL. Lists are read by key, not by offset. */
final class JdbcInbox implements InboxStore {
  private static final int MOST = 200;
  private static final String UPSERT =
      """
      INSERT INTO inbox_entry (conversation, workspace, rev, owner, operator, operator_name,
        generation, episode, customer, page_url, page_title, last_seq, last_author,
        last_author_name, last_text, last_at, handoff_reason, handed_off_at, waiting_since,
        opened_at, updated_at)
      VALUES (:conversation, :workspace, :rev, :owner, :operator, :operatorName, :generation,
        :episode, :customer, :pageUrl, :pageTitle, :lastSeq, :lastAuthor, :lastAuthorName,
        :lastText, :lastAt, :handoffReason, :handedOffAt, :waitingSince, :openedAt, :updatedAt)
      ON CONFLICT (conversation) DO UPDATE SET
        rev = excluded.rev, owner = excluded.owner, operator = excluded.operator,
        operator_name = excluded.operator_name, generation = excluded.generation,
        episode = excluded.episode, customer = excluded.customer, page_url = excluded.page_url,
        page_title = excluded.page_title, last_seq = excluded.last_seq,
        last_author = excluded.last_author, last_author_name = excluded.last_author_name,
        last_text = excluded.last_text, last_at = excluded.last_at,
        handoff_reason = excluded.handoff_reason, handed_off_at = excluded.handed_off_at,
        waiting_since = excluded.waiting_since, opened_at = excluded.opened_at,
        updated_at = excluded.updated_at
      WHERE excluded.rev > inbox_entry.rev
      """;

  private final Jdbi jdbi;

  JdbcInbox(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @Override
  public void upsert(Collection<InboxEntry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    // Once each, because one statement may not write a row twice; in one order, so that two
    // batches cannot wait for each other.
    Map<String, InboxEntry> latest = new TreeMap<>();
    for (InboxEntry entry : entries) {
      latest.merge(entry.conversation().value(), entry, (a, b) -> a.rev() >= b.rev() ? a : b);
    }
    jdbi.useTransaction(handle -> {
      try (PreparedBatch batch = handle.prepareBatch(UPSERT)) {
        latest.values().forEach(entry -> bind(batch, entry).add());
        batch.execute();
      }
    });
  }

  @Override
  public Optional<InboxEntry> find(WorkspaceId workspace, ConversationId conversation) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT * FROM inbox_entry"
                    + " WHERE conversation = :conversation AND workspace = :workspace")
            .bind("conversation", conversation.value())
            .bind("workspace", workspace.value())
            .map(JdbcInbox::entry)
            .findOne());
  }

  @Override
  public Page list(
      WorkspaceId workspace, View view, OperatorId viewer, int most, @Nullable String cursor) {
    if (most < 1 || most > MOST) {
      throw new IllegalArgumentException("a page holds 1 to " + MOST + " entries");
    }
    InboxCursor after = cursor == null ? null : InboxCursor.read(view, cursor);
    List<InboxEntry> rows =
        jdbi.withHandle(handle -> {
          // One more than asked for: whether there is a next page.
          Query query =
              handle
                  .createQuery(listSql(view, after != null))
                  .bind("workspace", workspace.value())
                  .bind("limit", most + 1);
          if (view == View.MINE) {
            query.bind("viewer", viewer.value());
          }
          if (after != null) {
            query.bind("at", after.at()).bind("after", after.conversation().value());
          }
          return query.map(JdbcInbox::entry).list();
        });
    if (rows.size() <= most) {
      return new Page(rows, null);
    }
    InboxEntry last = rows.get(most - 1);
    Instant at = view == View.WAITING ? last.waitingSince() : last.updatedAt();
    if (at == null) {
      throw new IllegalStateException("a waiting conversation without the time it waits since");
    }
    return new Page(
        List.copyOf(rows.subList(0, most)),
        new InboxCursor(view, at, last.conversation()).written());
  }

  @Override
  public List<ConversationId> latest(WorkspaceId workspace, int most) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT conversation FROM inbox_entry WHERE workspace = :workspace"
                    + " ORDER BY updated_at DESC, conversation DESC LIMIT :most")
            .bind("workspace", workspace.value())
            .bind("most", most)
            .map((row, context) -> new ConversationId(row.getString("conversation")))
            .list());
  }

  @Override
  public Counts counts(WorkspaceId workspace, OperatorId viewer) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                SELECT count(*) FILTER (WHERE owner = 'QUEUE') AS waiting,
                  count(*) FILTER (WHERE owner = 'OPERATOR' AND operator = :viewer) AS mine,
                  count(*) FILTER (WHERE owner = 'AGENT') AS agent,
                  count(*) FILTER (WHERE owner = 'OPERATOR') AS team,
                  count(*) FILTER (WHERE owner = 'NONE') AS closed
                FROM inbox_entry WHERE workspace = :workspace
                """)
            .bind("workspace", workspace.value())
            .bind("viewer", viewer.value())
            .map((row, context) ->
                new Counts(
                    row.getLong("waiting"),
                    row.getLong("mine"),
                    row.getLong("agent"),
                    row.getLong("team"),
                    row.getLong("closed")))
            .one());
  }

  @Override
  public List<ConversationId> behind(Map<ConversationId, Long> revs) {
    if (revs.isEmpty()) {
      return List.of();
    }
    List<Map.Entry<ConversationId, Long>> heads = List.copyOf(revs.entrySet());
    String[] conversations =
        heads.stream().map(head -> head.getKey().value()).toArray(String[]::new);
    Long[] numbers = heads.stream().map(Map.Entry::getValue).toArray(Long[]::new);
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                SELECT head.conversation
                FROM unnest(:conversations, :revs) AS head (conversation, rev)
                LEFT JOIN inbox_entry USING (conversation)
                WHERE inbox_entry.rev IS NULL OR inbox_entry.rev < head.rev
                """)
            .bindArray("conversations", String.class, (Object[]) conversations)
            .bindArray("revs", Long.class, (Object[]) numbers)
            .map((row, context) -> new ConversationId(row.getString("conversation")))
            .list());
  }

  @Override
  public List<ConversationId> awaitingAgent(int most) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                SELECT conversation FROM inbox_entry
                WHERE owner = 'AGENT' AND last_author = 'customer'
                ORDER BY updated_at DESC LIMIT :most
                """)
            .bind("most", most)
            .map((row, context) -> new ConversationId(row.getString("conversation")))
            .list());
  }

  /** Put together from constants only; every value is bound. */
  private static String listSql(View view, boolean further) {
    String which =
        switch (view) {
          case WAITING -> "owner = 'QUEUE'";
          case MINE -> "owner = 'OPERATOR' AND operator = :viewer";
          case AGENT -> "owner = 'AGENT'";
          case TEAM -> "owner = 'OPERATOR'";
          case CLOSED -> "owner = 'NONE'";
        };
    boolean waiting = view == View.WAITING;
    String time = waiting ? "waiting_since" : "updated_at";
    String direction = waiting ? "ASC" : "DESC";
    String beyond =
        further
            ? " AND (" + time + ", conversation) " + (waiting ? ">" : "<") + " (:at, :after)"
            : "";
    return "SELECT * FROM inbox_entry WHERE workspace = :workspace AND "
        + which
        + beyond
        + " ORDER BY "
        + time
        + " "
        + direction
        + ", conversation "
        + direction
        + " LIMIT :limit";
  }

  private static PreparedBatch bind(PreparedBatch batch, InboxEntry entry) {
    InboxEntry.@Nullable LastLine line = entry.lastLine();
    return batch
        .bind("conversation", entry.conversation().value())
        .bind("workspace", entry.workspace().value())
        .bind("rev", entry.rev())
        .bind("owner", entry.owner().name())
        .bind("operator", entry.operator() == null ? null : entry.operator().value())
        .bind("operatorName", Columns.text(entry.operatorName()))
        .bind("generation", entry.generation())
        .bind("episode", entry.episode())
        .bind("customer", entry.customer().value())
        .bind("pageUrl", Columns.text(entry.pageUrl()))
        .bind("pageTitle", Columns.text(entry.pageTitle()))
        .bind("lastSeq", line == null ? null : Long.valueOf(line.seq()))
        .bind("lastAuthor", line == null ? null : line.author())
        .bind("lastAuthorName", line == null ? null : Columns.text(line.authorName()))
        .bind("lastText", line == null ? null : Columns.text(line.text()))
        .bind("lastAt", line == null ? null : line.at())
        .bind("handoffReason", entry.handoffReason() == null ? null : entry.handoffReason().name())
        .bind("handedOffAt", entry.handedOffAt())
        .bind("waitingSince", entry.waitingSince())
        .bind("openedAt", entry.openedAt())
        .bind("updatedAt", entry.updatedAt());
  }

  private static InboxEntry entry(ResultSet row, StatementContext context) throws SQLException {
    String operator = row.getString("operator");
    String reason = row.getString("handoff_reason");
    return new InboxEntry(
        new ConversationId(row.getString("conversation")),
        new WorkspaceId(row.getString("workspace")),
        row.getLong("rev"),
        InboxEntry.OwnerKind.valueOf(row.getString("owner")),
        operator == null ? null : new OperatorId(operator),
        row.getString("operator_name"),
        row.getLong("generation"),
        row.getInt("episode"),
        new CustomerId(row.getString("customer")),
        row.getString("page_url"),
        row.getString("page_title"),
        lastLine(row),
        reason == null ? null : HandoffReason.valueOf(reason),
        Columns.instantOrNull(row, "handed_off_at"),
        Columns.instantOrNull(row, "waiting_since"),
        Columns.instant(row, "opened_at"),
        Columns.instant(row, "updated_at"));
  }

  private static InboxEntry.@Nullable LastLine lastLine(ResultSet row) throws SQLException {
    long seq = row.getLong("last_seq");
    if (row.wasNull()) {
      return null;
    }
    return new InboxEntry.LastLine(
        seq,
        row.getString("last_author"),
        row.getString("last_author_name"),
        row.getString("last_text"),
        Columns.instant(row, "last_at"));
  }
}
