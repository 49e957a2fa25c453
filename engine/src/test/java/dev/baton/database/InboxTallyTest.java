package dev.baton.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.identity.ConversationId;
import dev.baton.identity.CustomerId;
import dev.baton.identity.OperatorId;
import dev.baton.inboxview.InboxEntry;
import dev.baton.inboxview.InboxEntry.OwnerKind;
import dev.baton.inboxview.InboxStore;
import dev.baton.inboxview.InboxStore.Counts;
import dev.baton.testkit.TestDatabase;
import dev.baton.workspace.Workspace;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The tally that is kept is at every moment what counting the rows would say. */
class InboxTallyTest {
  private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");
  private static final List<OwnerKind> OWNERS = List.of(OwnerKind.values());
  private static final OperatorId ADA = OperatorId.random();
  private static final OperatorId BOB = OperatorId.random();

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final InboxStore store = DATABASE.database().inbox();
  private final Workspace workspace = JdbcWorkspacesTest.workspace("shop");
  private final ConversationId conversation = ConversationId.random();

  @BeforeEach
  void addWorkspace() {
    DATABASE.database().workspaces().add(workspace);
  }

  @Test
  void aConversationIsCountedWhereItStandsWhereverItMoves() {
    store.upsert(List.of(row(conversation, 1, OwnerKind.AGENT, null)));
    assertThat(counts(ADA)).isEqualTo(new Counts(0, 0, 1, 0, 0));

    store.upsert(List.of(row(conversation, 2, OwnerKind.QUEUE, null)));
    assertThat(counts(ADA)).isEqualTo(new Counts(1, 0, 0, 0, 0));

    store.upsert(List.of(row(conversation, 3, OwnerKind.OPERATOR, ADA)));
    assertThat(counts(ADA)).isEqualTo(new Counts(0, 1, 0, 1, 0));
    assertThat(counts(BOB)).isEqualTo(new Counts(0, 0, 0, 1, 0));

    store.upsert(List.of(row(conversation, 4, OwnerKind.OPERATOR, BOB)));
    assertThat(counts(ADA)).isEqualTo(new Counts(0, 0, 0, 1, 0));
    assertThat(counts(BOB)).isEqualTo(new Counts(0, 1, 0, 1, 0));

    store.upsert(List.of(row(conversation, 5, OwnerKind.NONE, null)));
    assertThat(counts(ADA)).isEqualTo(new Counts(0, 0, 0, 0, 1));
  }

  @Test
  void aRowThatIsOlderThanTheStoredOneCountsForNothing() {
    store.upsert(List.of(row(conversation, 5, OwnerKind.QUEUE, null)));

    store.upsert(
        List.of(
            row(conversation, 4, OwnerKind.OPERATOR, ADA),
            row(conversation, 5, OwnerKind.NONE, null)));

    assertThat(counts(ADA)).isEqualTo(new Counts(1, 0, 0, 0, 0));
  }

  @Test
  void whatIsRemovedIsCountedNoLonger() throws SQLException {
    store.upsert(
        List.of(
            row(conversation, 1, OwnerKind.OPERATOR, ADA),
            row(ConversationId.random(), 1, OwnerKind.OPERATOR, ADA)));

    execute("DELETE FROM inbox_entry WHERE conversation = '" + conversation.value() + "'");
    assertThat(counts(ADA)).isEqualTo(new Counts(0, 1, 0, 1, 0));

    execute("DELETE FROM workspace WHERE id = '" + workspace.id().value() + "'");
    assertThat(counts(ADA)).isEqualTo(new Counts(0, 0, 0, 0, 0));
  }

  @Test
  void inARandomLifeItIsWhatCountingSays() throws SQLException {
    Random random = new Random(20261123);
    List<ConversationId> conversations =
        IntStream.range(0, 30).mapToObj(n -> ConversationId.random()).toList();
    Map<OwnerKind, Integer> seen = new HashMap<>();
    for (int step = 0; step < 60; step++) {
      if (random.nextInt(5) == 0) {
        ConversationId gone = conversations.get(random.nextInt(conversations.size()));
        execute("DELETE FROM inbox_entry WHERE conversation = '" + gone.value() + "'");
      } else {
        List<InboxEntry> batch = new ArrayList<>();
        for (int n = random.nextInt(12); n >= 0; n--) {
          OwnerKind owner = OWNERS.get(random.nextInt(OWNERS.size()));
          seen.merge(owner, 1, Integer::sum);
          batch.add(
              row(
                  conversations.get(random.nextInt(conversations.size())),
                  1 + random.nextInt(3 + step),
                  owner,
                  random.nextBoolean() ? ADA : BOB));
        }
        store.upsert(batch);
      }
      assertThat(List.of(counts(ADA), counts(BOB)))
          .as("step %d", step)
          .isEqualTo(counted(ADA, BOB));
    }
    assertThat(seen).hasSize(OWNERS.size());
  }

  @Test
  void theRowsOfAnEarlierVersionAreCountedWhenTheTallyIsMade() throws SQLException {
    store.upsert(
        List.of(
            row(conversation, 1, OwnerKind.OPERATOR, ADA),
            row(ConversationId.random(), 1, OwnerKind.QUEUE, null),
            row(ConversationId.random(), 1, OwnerKind.QUEUE, null)));
    execute(
        """
        DROP TABLE inbox_tally, restored_copy, inbox_compared, node, node_lease;
        ALTER TABLE source DROP COLUMN node;
        DROP INDEX inbox_entry_awaiting_idx;
        DROP FUNCTION inbox_tally_added, inbox_tally_changed, inbox_tally_removed CASCADE;
        DELETE FROM flyway_schema_history WHERE version::integer >= 5;
        """);

    InboxStore migrated = DATABASE.reopen().inbox();

    assertThat(migrated.tally(workspace.id()).of(ADA)).isEqualTo(new Counts(2, 1, 0, 1, 0));
    migrated.upsert(List.of(row(conversation, 2, OwnerKind.AGENT, null)));
    assertThat(migrated.tally(workspace.id()).of(ADA)).isEqualTo(new Counts(2, 0, 1, 0, 0));
  }

  private Counts counts(OperatorId viewer) {
    return store.tally(workspace.id()).of(viewer);
  }

  /** By the rows themselves. */
  private List<Counts> counted(OperatorId... viewers) throws SQLException {
    List<Counts> counted = new ArrayList<>();
    try (Connection connection = connect();
        PreparedStatement query =
            connection.prepareStatement(
                """
                SELECT count(*) FILTER (WHERE owner = 'QUEUE'),
                  count(*) FILTER (WHERE owner = 'OPERATOR' AND operator = ?),
                  count(*) FILTER (WHERE owner = 'AGENT'),
                  count(*) FILTER (WHERE owner = 'OPERATOR'),
                  count(*) FILTER (WHERE owner = 'NONE')
                FROM inbox_entry WHERE workspace = ?
                """)) {
      for (OperatorId viewer : viewers) {
        query.setString(1, viewer.value());
        query.setString(2, workspace.id().value());
        ResultSet row = query.executeQuery();
        row.next();
        counted.add(
            new Counts(
                row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)));
      }
    }
    return counted;
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect() throws SQLException {
    DatabaseSettings settings = DATABASE.settings();
    return DriverManager.getConnection(settings.url(), settings.user(), settings.password());
  }

  private InboxEntry row(
      ConversationId id, long rev, OwnerKind owner, @Nullable OperatorId operator) {
    boolean owned = owner == OwnerKind.OPERATOR;
    return new InboxEntry(
        id,
        workspace.id(),
        rev,
        owner,
        owned ? operator : null,
        owned ? "Somebody" : null,
        1,
        1,
        CustomerId.random(),
        null,
        null,
        null,
        null,
        null,
        owner == OwnerKind.QUEUE ? AT : null,
        AT,
        AT);
  }
}
