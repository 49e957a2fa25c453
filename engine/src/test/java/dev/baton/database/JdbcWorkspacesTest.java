package dev.baton.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.baton.identity.OperatorId;
import dev.baton.identity.WorkspaceId;
import dev.baton.testkit.TestDatabase;
import dev.baton.workspace.Author;
import dev.baton.workspace.ThresholdChange;
import dev.baton.workspace.Workspace;
import dev.baton.workspace.WorkspaceSettings;
import dev.baton.workspace.WorkspaceStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcWorkspacesTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final OperatorId ADA_ID = OperatorId.random();
  private static final Author ADA = new Author(ADA_ID, "Ada", Author.Cause.MANUAL);

  private final WorkspaceStore store = DATABASE.database().workspaces();

  static Workspace workspace(String name) {
    WorkspaceId id = WorkspaceId.random();
    return new Workspace(id, "key-" + id.value(), 1, WorkspaceSettings.defaults(name));
  }

  @Test
  void isFoundAsItWasAdded() {
    Workspace added = workspace("Ålesund \"Møbler\" \\u0000 🪑");

    store.add(added);

    assertThat(store.find(added.id())).contains(added);
    assertThat(store.findByKey(added.key())).contains(added);
    assertThat(store.all()).contains(added);
    assertThat(store.find(WorkspaceId.random())).isEmpty();
    assertThat(store.findByKey("nobody's\0")).isEmpty();
  }

  @Test
  void onlyWhoeverReadTheLatestVersionReplacesTheSettings() {
    Workspace added = workspace("before");
    store.add(added);
    WorkspaceSettings changed = WorkspaceSettings.defaults("after");

    Workspace updated = store.update(added.id(), 1, changed, ADA).orElseThrow();

    assertThat(updated).isEqualTo(new Workspace(added.id(), added.key(), 2, changed));
    assertThat(store.update(added.id(), 1, WorkspaceSettings.defaults("late"), ADA)).isEmpty();
    assertThat(store.find(added.id())).contains(updated);
  }

  @Test
  void settingsOfAnotherVersionAreReadWithDefaults() throws SQLException {
    Workspace added = workspace("shop");
    store.add(added);
    try (Connection connection = DATABASE.database().dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE workspace SET settings = settings - 'expectedWait' || '{\"later\": 1}'"
              + " WHERE id = '"
              + added.id()
              + "'");
    }

    assertThat(store.find(added.id())).contains(added);
  }

  @Test
  void allAreListedInTheOrderTheyWereAdded() {
    Workspace first = workspace("first");
    Workspace second = workspace("second");
    store.add(first);
    store.add(second);

    List<Workspace> ours =
        store.all().stream().filter(w -> w.equals(first) || w.equals(second)).toList();

    assertThat(ours).containsExactly(first, second);
  }

  @Test
  void everyMoveOfTheThresholdIsKeptAndUndoneOneAfterTheOther() {
    Workspace added = workspace("moving");
    store.add(added);
    move(added, 1, 0.6, Author.Cause.MANUAL);
    move(added, 2, 0.6, Author.Cause.MANUAL);
    move(added, 3, 0.7, Author.Cause.CURVE);

    assertThat(undo(added, 4)).isEqualTo(0.6);
    assertThat(undo(added, 5)).isEqualTo(0.5);
    assertThat(store.undoable(added.id())).isEmpty();
    assertThat(store.thresholdChanges(added.id(), 10))
        .extracting(
            ThresholdChange::from,
            ThresholdChange::to,
            change -> change.author().cause(),
            ThresholdChange::undone)
        .containsExactly(
            tuple(0.6, 0.5, Author.Cause.UNDO, false),
            tuple(0.7, 0.6, Author.Cause.UNDO, false),
            tuple(0.6, 0.7, Author.Cause.CURVE, true),
            tuple(0.5, 0.6, Author.Cause.MANUAL, true));
    assertThat(store.thresholdChanges(added.id(), 1)).hasSize(1);
    assertThat(store.thresholdChanges(added.id(), 1).getFirst().author().operator())
        .isEqualTo(ADA_ID);
  }

  @Test
  void aChangeThatCameTooLateIsNotRecorded() {
    Workspace added = workspace("late");
    store.add(added);
    WorkspaceSettings moved = added.settings().withHandoffThreshold(0.9);

    assertThat(store.update(added.id(), 7, moved, ADA)).isEmpty();

    assertThat(store.thresholdChanges(added.id(), 10)).isEmpty();
  }

  private double undo(Workspace workspace, int version) {
    double back = store.undoable(workspace.id()).orElseThrow().from();
    return move(workspace, version, back, Author.Cause.UNDO);
  }

  private double move(Workspace workspace, int version, double to, Author.Cause cause) {
    return store
        .update(
            workspace.id(),
            version,
            workspace.settings().withHandoffThreshold(to),
            new Author(ADA_ID, "Ada", cause))
        .orElseThrow()
        .settings()
        .handoffThreshold();
  }
}
