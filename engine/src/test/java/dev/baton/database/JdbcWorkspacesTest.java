package dev.baton.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.identity.WorkspaceId;
import dev.baton.testkit.TestDatabase;
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

    Workspace updated = store.update(added.id(), 1, changed).orElseThrow();

    assertThat(updated).isEqualTo(new Workspace(added.id(), added.key(), 2, changed));
    assertThat(store.update(added.id(), 1, WorkspaceSettings.defaults("late"))).isEmpty();
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
}
