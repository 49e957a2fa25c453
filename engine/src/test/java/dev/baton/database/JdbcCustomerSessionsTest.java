package dev.baton.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.customers.CustomerSession;
import dev.baton.customers.CustomerSessionStore;
import dev.baton.identity.ConversationId;
import dev.baton.identity.CustomerId;
import dev.baton.testkit.TestDatabase;
import dev.baton.workspace.Workspace;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcCustomerSessionsTest {
  private static final Instant SOON = Instant.parse("2026-11-22T12:00:00.123456Z");

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final CustomerSessionStore store = DATABASE.database().customerSessions();
  private final Workspace workspace = JdbcWorkspacesTest.workspace("shop");

  @BeforeEach
  void addWorkspace() {
    DATABASE.database().workspaces().add(workspace);
  }

  private CustomerSession session(Instant expiresAt) {
    return new CustomerSession(
        workspace.id(), ConversationId.random(), CustomerId.random(), null, "Títle", expiresAt);
  }

  @Test
  void isFoundAlsoWhenExpired() {
    CustomerSession past = session(Instant.EPOCH);

    store.add("past", past);

    assertThat(store.find("past")).contains(past);
    assertThat(store.find("unknown")).isEmpty();
  }

  @Test
  void theExpiryMovesOnlyForward() {
    store.add("t", session(SOON));

    store.extend("t", SOON.plusSeconds(1));
    store.extend("t", SOON);

    assertThat(store.find("t").orElseThrow().expiresAt()).isEqualTo(SOON.plusSeconds(1));
  }

  @Test
  void expiredOnesGoOldestFirstAndNotAllAtOnce() {
    store.add("e1", session(SOON.minusSeconds(30)));
    store.add("e2", session(SOON.minusSeconds(20)));
    store.add("e3", session(SOON.minusSeconds(10)));
    store.add("live", session(SOON));

    store.removeExpired(Instant.EPOCH.plusSeconds(1), 1000);
    assertThat(store.removeExpired(SOON, 2)).isEqualTo(2);
    assertThat(store.find("e2")).isEmpty();
    assertThat(store.find("e3")).isPresent();
    assertThat(store.removeExpired(SOON, 2)).isEqualTo(1);
    assertThat(store.find("live")).isPresent();
  }
}
