package dev.baton.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.handoff.HandoffReason;
import dev.baton.identity.ConversationId;
import dev.baton.identity.CustomerId;
import dev.baton.identity.OperatorId;
import dev.baton.identity.WorkspaceId;
import dev.baton.inboxview.InboxEntry;
import dev.baton.inboxview.InboxEntry.OwnerKind;
import dev.baton.inboxview.InboxStore;
import dev.baton.inboxview.InboxStore.View;
import dev.baton.testkit.TestDatabase;
import dev.baton.workspace.Workspace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcInboxTest {
  private static final Instant AT = Instant.parse("2026-11-22T12:00:00.000001Z");

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final InboxStore store = DATABASE.database().inbox();
  private final Workspace workspace = JdbcWorkspacesTest.workspace("shop");
  private final OperatorId ada = OperatorId.random();

  @BeforeEach
  void addWorkspace() {
    DATABASE.database().workspaces().add(workspace);
  }

  private InboxEntry entry(OwnerKind owner, int second) {
    return entry(ConversationId.random(), 1, owner, ada, "hello", AT.plusSeconds(second));
  }

  private InboxEntry entry(
      ConversationId id, long rev, OwnerKind owner, OperatorId operator, String text, Instant at) {
    boolean owned = owner == OwnerKind.OPERATOR;
    boolean queued = owner == OwnerKind.QUEUE;
    return new InboxEntry(
        id,
        workspace.id(),
        rev,
        owner,
        owned ? operator : null,
        owned ? "Ada" : null,
        3,
        1,
        CustomerId.random(),
        "https://shop.example/",
        null,
        new InboxEntry.LastLine(rev, "customer", null, text, at),
        queued ? HandoffReason.EXPLICIT_REQUEST : null,
        queued ? at : null,
        queued ? at : null,
        AT,
        at);
  }

  private List<InboxEntry> all(View view, int pageSize) {
    List<InboxEntry> found = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      InboxStore.Page page = store.list(workspace.id(), view, ada, pageSize, cursor);
      assertThat(page.entries()).hasSizeLessThanOrEqualTo(pageSize);
      found.addAll(page.entries());
      cursor = page.next();
    } while (cursor != null);
    return found;
  }

  @Test
  void isFoundAsItWasWritten() {
    InboxEntry queued = entry(OwnerKind.QUEUE, 1);
    InboxEntry owned = entry(OwnerKind.OPERATOR, 2);

    store.upsert(List.of(queued, owned));

    assertThat(store.find(workspace.id(), queued.conversation())).contains(queued);
    assertThat(store.find(workspace.id(), owned.conversation())).contains(owned);
    assertThat(store.find(WorkspaceId.random(), owned.conversation())).isEmpty();
  }

  @Test
  void aLateRowDoesNotReplaceANewerOne() {
    ConversationId id = ConversationId.random();
    InboxEntry first = entry(id, 1, OwnerKind.AGENT, ada, "one", AT);
    InboxEntry second = entry(id, 2, OwnerKind.QUEUE, ada, "two", AT.plusSeconds(1));
    InboxEntry third = entry(id, 3, OwnerKind.NONE, ada, "three", AT.plusSeconds(2));

    store.upsert(List.of(second, third, first));
    assertThat(store.find(workspace.id(), id)).contains(third);
    store.upsert(List.of(second));
    assertThat(store.find(workspace.id(), id)).contains(third);

    InboxEntry sameRev = entry(id, 3, OwnerKind.AGENT, ada, "other", AT.plusSeconds(3));
    store.upsert(List.of(sameRev));
    assertThat(store.find(workspace.id(), id)).contains(third);
  }

  @Test
  void oneStrangeLineDoesNotFailTheBatch() {
    ConversationId id = ConversationId.random();
    InboxEntry plain = entry(OwnerKind.AGENT, 1);

    store.upsert(List.of(plain, entry(id, 1, OwnerKind.AGENT, ada, "nul \0 and lone \uD83E", AT)));

    assertThat(store.find(workspace.id(), plain.conversation())).contains(plain);
    assertThat(store.find(workspace.id(), id).map(InboxEntry::lastLine).orElseThrow().text())
        .startsWith("nul \uFFFD and lone ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "NULL",
        "null",
        "{}",
        "{a,b}",
        "a,b",
        "\"quoted\"",
        "back\\slash \\\" and more",
        "line\nline\ttab",
        "🪑 Ålesund"
      })
  void whatIsWrittenComesBackWhateverAnArrayWouldMakeOfIt(String text) {
    InboxEntry written = entry(ConversationId.random(), 1, OwnerKind.AGENT, ada, text, AT);

    store.upsert(List.of(entry(OwnerKind.QUEUE, 1), written));

    assertThat(store.find(workspace.id(), written.conversation())).contains(written);
  }

  @Test
  void aRowWithNothingThatMayBeMissingIsKeptAsItIs() {
    InboxEntry bare =
        new InboxEntry(
            ConversationId.random(),
            workspace.id(),
            1,
            OwnerKind.NONE,
            null,
            null,
            0,
            1,
            CustomerId.random(),
            null,
            null,
            null,
            null,
            null,
            null,
            AT,
            AT);

    store.upsert(List.of(bare, entry(OwnerKind.OPERATOR, 1)));

    assertThat(store.find(workspace.id(), bare.conversation())).contains(bare);
  }

  @ParameterizedTest
  @EnumSource(View.class)
  void pagesHoldEachRowOnceInOrder(View view) {
    List<InboxEntry> entries = new ArrayList<>();
    for (OwnerKind owner : OwnerKind.values()) {
      // Three rows share each second: the conversation decides between them.
      IntStream.range(0, 12).forEach(n -> entries.add(entry(owner, n / 3)));
    }
    OperatorId bob = OperatorId.random();
    entries.add(entry(ConversationId.random(), 1, OwnerKind.OPERATOR, bob, "mine", AT));
    store.upsert(entries);

    List<InboxEntry> paged = all(view, 5);

    assertThat(paged).isEqualTo(all(view, 200)).doesNotHaveDuplicates();
    assertThat(paged).hasSize(view == View.TEAM ? 13 : 12);
    assertThat(paged.stream().map(InboxEntry::updatedAt).toList())
        .isSortedAccordingTo(
            view == View.WAITING ? Comparator.naturalOrder() : Comparator.reverseOrder());
  }

  @Test
  void theLatestAreFoundWhoeverOwnsThem() {
    List<InboxEntry> entries = new ArrayList<>();
    for (int second = 0; second < 6; second++) {
      for (OwnerKind owner : OwnerKind.values()) {
        entries.add(entry(owner, second));
      }
    }
    store.upsert(entries);

    List<ConversationId> newestFirst =
        entries.stream()
            .sorted(
                Comparator.comparing(InboxEntry::updatedAt)
                    .thenComparing(entry -> entry.conversation().value())
                    .reversed())
            .map(InboxEntry::conversation)
            .toList();
    assertThat(store.latest(workspace.id(), 100)).isEqualTo(newestFirst);
    assertThat(store.latest(workspace.id(), 7)).isEqualTo(newestFirst.subList(0, 7));
    assertThat(store.latest(WorkspaceId.random(), 7)).isEmpty();
  }

  @Test
  void countsAreThoseOfTheViewer() {
    store.upsert(
        List.of(
            entry(OwnerKind.QUEUE, 1),
            entry(OwnerKind.QUEUE, 2),
            entry(OwnerKind.AGENT, 3),
            entry(OwnerKind.OPERATOR, 4),
            entry(OwnerKind.NONE, 5)));

    InboxStore.Tally tally = store.tally(workspace.id());
    assertThat(tally.of(ada)).isEqualTo(new InboxStore.Counts(2, 1, 1, 1, 1));
    assertThat(tally.of(OperatorId.random())).isEqualTo(new InboxStore.Counts(2, 0, 1, 1, 1));
    assertThat(store.tally(WorkspaceId.random()).of(ada))
        .isEqualTo(new InboxStore.Counts(0, 0, 0, 0, 0));
  }

  @Test
  void aCursorThatIsNotOursIsRefused() {
    IntStream.range(0, 3).forEach(n -> store.upsert(List.of(entry(OwnerKind.AGENT, n))));
    String agents = store.list(workspace.id(), View.AGENT, ada, 1, null).next();

    for (String bad : List.of("", "x", "%%%", "QUdFTlQgMSAx", agents + "AAAA", "🪑")) {
      assertThatThrownBy(() -> store.list(workspace.id(), View.AGENT, ada, 1, bad))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> store.list(workspace.id(), View.CLOSED, ada, 1, agents))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.list(workspace.id(), View.AGENT, ada, 201, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(store.list(workspace.id(), View.AGENT, ada, 1, agents).entries()).hasSize(1);
  }
}
