package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.database.Database;
import dev.baton.database.embedded.EmbeddedPostgres;
import dev.baton.identity.WorkspaceId;
import dev.baton.inboxview.InboxStore;
import dev.baton.verify.CheckReport;
import dev.baton.verify.JournalChecker;
import dev.baton.workspace.Workspace;
import dev.baton.workspace.WorkspaceSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedConversationsTest {
  private final WorkspaceId workspace = WorkspaceId.random();

  @Test
  void theyKeepThePromiseAndTheirRowsAreUpToDate(@TempDir Path folder) {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, null);
        Database database = Database.open(postgres.settings());
        GeneratedConversations generated = new GeneratedConversations(workspace, 7)) {
      database
          .workspaces()
          .add(new Workspace(workspace, "bench", 1, WorkspaceSettings.defaults("Bench")));

      generated.mixed(database, 0, 700);
      generated.open(database, 700, 900);

      JournalChecker checker = new JournalChecker();
      Map<String, Long> revs = new HashMap<>();
      database
          .journal()
          .forEach(
              0,
              event -> {
                checker.next(event.persistenceId(), event.sequenceNumber(), event.payload());
                revs.merge(event.persistenceId(), event.sequenceNumber(), Math::max);
              });
      CheckReport report = checker.report();
      assertThat(report.violations()).isEmpty();
      assertThat(revs).hasSize(900);
      InboxStore.Counts counts = database.inbox().tally(workspace).of(generated.operator());
      assertThat(counts.waiting() + counts.agent() + counts.team() + counts.closed())
          .isEqualTo(900);
      assertThat(counts.waiting()).isGreaterThanOrEqualTo(100);
      assertThat(counts.team()).isGreaterThanOrEqualTo(100);
      assertThat(generated.sample()).hasSize(900).doesNotHaveDuplicates();
      assertThat(generated.sample())
          .allSatisfy(id ->
              assertThat(database.inbox().find(workspace, id).orElseThrow().rev())
                  .isEqualTo(revs.get("conversation|" + id)));
    }
  }
}
