package dev.baton.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.identity.OperatorId;
import dev.baton.identity.WorkspaceId;
import dev.baton.operators.Operator;
import dev.baton.operators.OperatorStore;
import dev.baton.testkit.TestDatabase;
import dev.baton.workspace.Workspace;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcOperatorsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final OperatorStore store = DATABASE.database().operators();
  private final Workspace workspace = JdbcWorkspacesTest.workspace("shop");

  @BeforeEach
  void addWorkspace() {
    DATABASE.database().workspaces().add(workspace);
  }

  private Operator operator(String email, boolean active) {
    return new Operator(
        OperatorId.random(), workspace.id(), email, "Ada", Operator.Role.ADMIN, active);
  }

  @Test
  void isFoundByAddressInAnyCase() {
    Operator ada = operator("Ada.Lovelace@Example.com", true);

    store.add(ada, "$argon2id$hash");

    assertThat(store.credentials(" ADA.lovelace@example.COM"))
        .contains(new OperatorStore.Credentials(ada, "$argon2id$hash"));
    assertThat(store.find(ada.id())).contains(ada);
    assertThat(store.list(workspace.id())).containsExactly(ada);
    assertThat(store.list(WorkspaceId.random())).isEmpty();
    assertThat(store.credentials("ada@example.com")).isEmpty();
  }

  @Test
  void anAddressIsUsedOnce() {
    store.add(operator("twin@example.com", true), "h");

    assertThatThrownBy(() -> store.add(operator("TWIN@example.com", true), "h"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(store.list(workspace.id())).hasSize(1);
  }

  @Test
  void aSessionEndsByTimeByRemovalAndWithTheOperator() {
    Operator bea = operator("bea@example.com", true);
    Operator gone = operator("gone@example.com", false);
    store.add(bea, "h");
    store.add(gone, "h");
    store.addSession("s1", bea.id(), NOW.plusSeconds(60));
    store.addSession("s2", gone.id(), NOW.plusSeconds(60));

    assertThat(store.session("s1", NOW)).contains(bea);
    assertThat(store.session("s1", NOW.plusSeconds(60))).isEmpty();
    assertThat(store.session("s2", NOW)).isEmpty();
    store.removeSession("s1");
    assertThat(store.session("s1", NOW)).isEmpty();
  }

  @Test
  void aKeyOpensItsWorkspace() {
    store.addKey("k1", workspace.id(), "command line");

    assertThat(store.key("k1")).contains(workspace.id());
    assertThat(store.key("k2")).isEmpty();
  }
}
