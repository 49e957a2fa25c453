package dev.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.conversation.ConversationSharding;
import dev.baton.database.Database;
import dev.baton.database.DatabaseSettings;
import dev.baton.database.JournalWriter;
import dev.baton.database.StoredEvent;
import dev.baton.identity.ConversationId;
import dev.baton.identity.CustomerId;
import dev.baton.identity.WorkspaceId;
import dev.baton.inboxview.InboxEntry;
import dev.baton.testkit.Sql;
import dev.baton.testkit.TestDatabase;
import dev.baton.workspace.Workspace;
import dev.baton.workspace.WorkspaceSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReconcilerTest {
  private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");

  @RegisterExtension static final TestDatabase SERVER = new TestDatabase();

  private final DatabaseSettings settings = SERVER.migrated();
  private final Database database = Database.open(settings);
  private final WorkspaceId workspace = WorkspaceId.random();
  private final ConversationId ada = ConversationId.random();
  private final ConversationId bob = ConversationId.random();
  private final List<ConversationId> woken = new ArrayList<>();

  @BeforeEach
  void addWorkspace() {
    database
        .workspaces()
        .add(new Workspace(workspace, "shop", 1, WorkspaceSettings.defaults("Shop")));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatLagsIsWokenByTwoRunsAndNoMore() {
    written(ada);
    Reconciler reconciler = reconciler();

    reconciler.run();
    reconciler.run();
    reconciler.run();

    assertThat(woken).containsExactly(ada, ada);
  }

  @Test
  void anotherServerBeginsWhereNothingLagged() {
    written(ada);
    shown(ada);
    Reconciler first = reconciler();
    first.run();
    first.run();
    assertThat(database.inbox().comparedUpTo()).isEqualTo(highest());

    written(bob);
    new Sql(settings).run("DELETE FROM inbox_entry");
    reconciler().run();

    // That the row of what was compared is gone would be found only by comparing it once more.
    assertThat(woken).containsExactly(bob);
  }

  @Test
  void whatLagsHoldsBackWhatIsKeptUntilItIsHealed() {
    written(ada);
    shown(ada);
    long before = highest();
    written(bob);
    Reconciler first = reconciler();
    for (int run = 0; run < 4; run++) {
      first.run();
    }
    assertThat(database.inbox().comparedUpTo()).isBetween(before, highest() - 1);
    woken.clear();

    reconciler().run();
    assertThat(woken).containsExactly(bob);

    shown(bob);
    first.run();
    assertThat(database.inbox().comparedUpTo()).isEqualTo(highest());
  }

  @Test
  void whatIsKeptNeverGoesBack() {
    assertThat(database.inbox().comparedUpTo()).isZero();
    database.inbox().keepComparedUpTo(7);
    database.inbox().keepComparedUpTo(5);
    assertThat(database.inbox().comparedUpTo()).isEqualTo(7);
  }

  private Reconciler reconciler() {
    return new Reconciler(database.journal(), database.inbox(), (id, rev) -> woken.add(id));
  }

  private long highest() {
    return database.journal().heads(0).highest();
  }

  private void written(ConversationId id) {
    try (JournalWriter writer = database.journalWriter()) {
      writer.write(
          List.of(
              new StoredEvent(
                  0, ConversationSharding.persistenceId(id), 1, false, 1, "", new byte[0])));
    }
  }

  private void shown(ConversationId id) {
    database
        .inbox()
        .upsert(
            List.of(
                new InboxEntry(
                    id,
                    workspace,
                    1,
                    InboxEntry.OwnerKind.AGENT,
                    null,
                    null,
                    1,
                    1,
                    CustomerId.random(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    AT,
                    AT)));
  }
}
