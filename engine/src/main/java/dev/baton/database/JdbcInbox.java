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
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The rows of the inbox in PostgreSQL. Lists are read by key, not by offset. */
final class JdbcInbox implements InboxStore {
  private static final int MOST = 200;

  /** One statement for all rows, with an array for each column: parsed and planned once. */
  private static final String UPSERT =
      """
      INSERT INTO inbox_entry (conversation, workspace, rev, owner, operator, operator_name,
        generation, episode, customer, page_url, page_title, last_seq, last_author,
        last_author_name, last_text, last_at, handoff_reason, handed_off_at, waiting_since,
        opened_at, updated_at)
      SELECT * FROM unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[],
        ?::bigint[], ?::integer[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[],
        ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::timestamptz[], ?::timestamptz[],
        ?::timestamptz[], ?::timestamptz[])
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

  /** The columns of UPSERT, in its order. */
  private static final List<Column> COLUMNS =
      List.of(
          new Column("text", entry -> entry.conversation().value()),
          new Column("text", entry -> entry.workspace().value()),
          new Column("bigint", InboxEntry::rev),
          new Column("text", entry -> entry.owner().name()),
          new Column("text", entry -> entry.operator() == null ? null : entry.operator().value()),
          new Column("text", entry -> Columns.text(entry.operatorName())),
          new Column("bigint", InboxEntry::generation),
          new Column("integer", InboxEntry::episode),
          new Column("text", entry -> entry.customer().value()),
          new Column("text", entry -> Columns.text(entry.pageUrl())),
          new Column("text", entry -> Columns.text(entry.pageTitle())),
          ofLine("bigint", InboxEntry.LastLine::seq),
          ofLine("text", InboxEntry.LastLine::author),
          ofLine("text", line -> Columns.text(line.authorName())),
          ofLine("text", line -> Columns.text(line.text())),
          ofLine("timestamptz", InboxEntry.LastLine::at),
          new Column(
              "text", entry -> entry.handoffReason() == null ? null : entry.handoffReason().name()),
          new Column("timestamptz", InboxEntry::handedOffAt),
          new Column("timestamptz", InboxEntry::waitingSince),
          new Column("timestamptz", InboxEntry::openedAt),
          new Column("timestamptz", InboxEntry::updatedAt));

  private record Column(String type, Function<InboxEntry, @Nullable Object> value) {
    Argument of(Collection<InboxEntry> entries) {
      Object[] values = entries.stream().map(value).toArray();
      return (position, statement, context) ->
          statement.setArray(position, statement.getConnection().createArrayOf(type, values));
    }
  }

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
    jdbi.useHandle(handle -> {
      Update upsert = handle.createUpdate(UPSERT);
      for (int i = 0; i < COLUMNS.size(); i++) {
        upsert.bind(i, COLUMNS.get(i).of(latest.values()));
      }
      upsert.execute();
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
                """
                SELECT newest.conversation
                FROM (VALUES ('AGENT'), ('QUEUE'), ('OPERATOR'), ('NONE')) AS list (owner)
                CROSS JOIN LATERAL (
                  SELECT conversation, updated_at FROM inbox_entry
                  WHERE workspace = :workspace AND owner = list.owner
                  ORDER BY updated_at DESC, conversation DESC LIMIT :most) AS newest
                ORDER BY newest.updated_at DESC, newest.conversation DESC LIMIT :most
                """)
            .bind("workspace", workspace.value())
            .bind("most", most)
            .map((row, context) -> new ConversationId(row.getString("conversation")))
            .list());
  }

  @Override
  public Tally tally(WorkspaceId workspace) {
    Map<InboxEntry.OwnerKind, Long> owners = new EnumMap<>(InboxEntry.OwnerKind.class);
    Map<OperatorId, Long> operators = new HashMap<>();
    jdbi.useHandle(handle ->
        handle
            .createQuery(
                "SELECT owner, operator, conversations FROM inbox_tally"
                    + " WHERE workspace = :workspace AND conversations > 0")
            .bind("workspace", workspace.value())
            .map((row, context) -> {
              InboxEntry.OwnerKind owner = InboxEntry.OwnerKind.valueOf(row.getString("owner"));
              long conversations = row.getLong("conversations");
              owners.merge(owner, conversations, Long::sum);
              if (owner == InboxEntry.OwnerKind.OPERATOR) {
                operators.put(new OperatorId(row.getString("operator")), conversations);
              }
              return owner;
            })
            .list());
    return new Tally(
        owners.getOrDefault(InboxEntry.OwnerKind.QUEUE, 0L),
        owners.getOrDefault(InboxEntry.OwnerKind.AGENT, 0L),
        owners.getOrDefault(InboxEntry.OwnerKind.NONE, 0L),
        operators);
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

  @Override
  public long comparedUpTo() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT ordering FROM inbox_compared")
            .mapTo(Long.class)
            .findOne()
            .orElse(0L));
  }

  @Override
  public void keepComparedUpTo(long ordering) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                """
                INSERT INTO inbox_compared AS kept (ordering) VALUES (:ordering)
                ON CONFLICT (one) DO UPDATE SET ordering = excluded.ordering
                WHERE kept.ordering < excluded.ordering
                """)
            .bind("ordering", ordering)
            .execute());
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

  private static Column ofLine(String type, Function<InboxEntry.LastLine, @Nullable Object> value) {
    return new Column(
        type, entry -> entry.lastLine() == null ? null : value.apply(entry.lastLine()));
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
