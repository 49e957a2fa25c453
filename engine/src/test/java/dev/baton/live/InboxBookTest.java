package dev.baton.live;

import static dev.baton.conversation.ConversationSamples.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import dev.baton.conversation.Play;
import dev.baton.identity.ConversationId;
import dev.baton.identity.OperatorId;
import dev.baton.identity.WorkspaceId;
import dev.baton.inboxview.InboxEntry;
import dev.baton.inboxview.InboxStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Everybody is told at once; rows are stored a little later, in batches, until it succeeds. */
class InboxBookTest {
  private static final ActorTestKit KIT = ActorTestKit.create("inbox-book", ManualTime.config());
  private static final ManualTime TIME = ManualTime.get(KIT.system());
  private static final Duration STORE_EVERY = Duration.ofMillis(50);

  private final Presence presence = new Presence();
  private final FakeStore store = new FakeStore();
  private final Queue<Runnable> blocking = new ConcurrentLinkedQueue<>();
  private final TestProbe<InboxNews> inbox = KIT.createTestProbe();
  private final ActorRef<InboxBook.Message> book =
      KIT.spawn(InboxBook.create(store, this::run, presence));
  private volatile boolean full;

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  @AfterEach
  void stop() {
    KIT.stop(book);
  }

  @Test
  void aChangeIsToldAtOnceAndStoredInABatch() {
    subscribe(inbox);

    book.tell(new InboxBook.Changed(row("cnv_a", 1)));
    book.tell(new InboxBook.Changed(row("cnv_b", 1)));
    book.tell(new InboxBook.Changed(row("cnv_a", 2)));

    assertThat(changed(inbox)).isEqualTo(row("cnv_a", 1));
    assertThat(changed(inbox)).isEqualTo(row("cnv_b", 1));
    assertThat(changed(inbox)).isEqualTo(row("cnv_a", 2));
    assertThat(store.batches).isEmpty();
    stores(STORE_EVERY);
    assertThat(store.batches.remove()).containsExactlyInAnyOrder(row("cnv_a", 2), row("cnv_b", 1));
    inbox.expectMessage(new InboxNews.ListsChanged());
  }

  @Test
  void anOlderRowDoesNotReplaceANewerOneThatWaits() {
    subscribe(inbox);
    book.tell(new InboxBook.Changed(row("cnv_a", 5)));
    book.tell(new InboxBook.Changed(row("cnv_a", 4)));
    changed(inbox);
    changed(inbox);

    stores(STORE_EVERY);

    assertThat(store.batches.remove()).containsExactly(row("cnv_a", 5));
  }

  @Test
  void whatCouldNotBeStoredIsTriedAgainWithWhatCameSince() {
    subscribe(inbox);
    book.tell(new InboxBook.Changed(row("cnv_a", 1)));
    changed(inbox);
    store.failures = 1;
    stores(STORE_EVERY);
    book.tell(new InboxBook.Changed(row("cnv_b", 1)));
    changed(inbox);

    stores(Duration.ofSeconds(1));

    assertThat(store.batches.remove()).containsExactlyInAnyOrder(row("cnv_a", 1), row("cnv_b", 1));
    inbox.expectMessage(new InboxNews.ListsChanged());
  }

  @Test
  void aFullQueueIsTriedAgainToo() {
    subscribe(inbox);
    full = true;
    book.tell(new InboxBook.Changed(row("cnv_a", 1)));
    changed(inbox);
    Awaitility.await()
        .until(() -> {
          TIME.timePasses(STORE_EVERY);
          return !full;
        });

    stores(Duration.ofSeconds(1));

    assertThat(store.batches.remove()).containsExactly(row("cnv_a", 1));
    inbox.expectMessage(new InboxNews.ListsChanged());
  }

  @Test
  void aFailedRowDoesNotReplaceANewerOneThatCameMeanwhile() {
    subscribe(inbox);
    book.tell(new InboxBook.Changed(row("cnv_a", 1)));
    changed(inbox);
    due(STORE_EVERY);
    book.tell(new InboxBook.Changed(row("cnv_a", 2)));
    changed(inbox);
    store.failures = 1;
    blocking.remove().run();

    stores(Duration.ofSeconds(1));

    assertThat(store.batches.remove()).containsExactly(row("cnv_a", 2));
  }

  @Test
  void whoSubscribesIsToldWhatTheDatabaseDoesNotHoldYet() {
    TestProbe<InboxNews> early = KIT.createTestProbe();
    subscribe(early);
    book.tell(new InboxBook.Changed(row("cnv_flying", 1)));
    changed(early);
    due(STORE_EVERY);
    book.tell(new InboxBook.Changed(row("cnv_waiting", 1)));
    changed(early);

    subscribe(inbox);

    assertThat(List.of(changed(inbox), changed(inbox)))
        .containsExactlyInAnyOrder(row("cnv_flying", 1), row("cnv_waiting", 1));
    blocking.remove().run();
    inbox.expectMessage(new InboxNews.ListsChanged());
  }

  @Test
  void anotherWorkspaceIsToldNothing() {
    TestProbe<InboxNews> other = KIT.createTestProbe();
    book.tell(new InboxBook.Subscribe(new WorkspaceId("wsp_other"), other.getRef()));
    other.expectMessage(new InboxNews.Subscribed());
    subscribe(inbox);

    book.tell(new InboxBook.Changed(row("cnv_a", 1)));
    book.tell(new InboxBook.Announce(WORKSPACE, new InboxNews.SettingsChanged(2)));
    changed(inbox);
    inbox.expectMessage(new InboxNews.SettingsChanged(2));

    other.expectNoMessage(Duration.ZERO);
  }

  @Test
  void presenceIsThatOfOpenInboxes() {
    TestProbe<InboxNews> second = KIT.createTestProbe();
    assertThat(presence.operatorOnline(WORKSPACE)).isFalse();
    subscribe(inbox);
    subscribe(inbox);
    subscribe(second);

    second.stop();
    noticedTheEndOf(second);
    assertThat(presence.operatorOnline(WORKSPACE)).isTrue();

    inbox.stop();
    Awaitility.await().until(() -> !presence.operatorOnline(WORKSPACE));
    assertThat(presence.operatorOnline(new WorkspaceId("wsp_other"))).isFalse();
  }

  /** The book hears of an end after everybody who watched before it: watch, wait, ask. */
  private void noticedTheEndOf(TestProbe<InboxNews> ended) {
    inbox.expectTerminated(ended.getRef(), Duration.ofSeconds(3));
    book.tell(new InboxBook.Announce(WORKSPACE, new InboxNews.SettingsChanged(1)));
    inbox.expectMessage(new InboxNews.SettingsChanged(1));
  }

  private void subscribe(TestProbe<InboxNews> subscriber) {
    book.tell(new InboxBook.Subscribe(WORKSPACE, subscriber.getRef()));
    subscriber.expectMessage(new InboxNews.Subscribed());
  }

  private static InboxEntry changed(TestProbe<InboxNews> subscriber) {
    return subscriber.expectMessageClass(InboxNews.EntryChanged.class).entry();
  }

  /** What the store runs on; refuses once when it is full. */
  private void run(Runnable task) {
    if (full) {
      full = false;
      throw new RejectedExecutionException("full");
    }
    blocking.add(task);
  }

  /** Lets the time come, and the store run. */
  private void stores(Duration delay) {
    due(delay);
    blocking.remove().run();
  }

  private void due(Duration delay) {
    Awaitility.await()
        .until(() -> {
          TIME.timePasses(delay);
          return !blocking.isEmpty();
        });
  }

  private static InboxEntry row(String conversation, long rev) {
    Play play = new Play();
    play.says("k", "Hello");
    InboxEntry like = play.state().entry(new ConversationId(conversation));
    return new InboxEntry(
        like.conversation(),
        like.workspace(),
        rev,
        like.owner(),
        like.operator(),
        like.operatorName(),
        like.generation(),
        like.episode(),
        like.customer(),
        like.pageUrl(),
        like.pageTitle(),
        like.lastLine(),
        like.handoffReason(),
        like.handedOffAt(),
        like.waitingSince(),
        like.openedAt(),
        like.updatedAt());
  }

  /** Remembers the batches; fails as often as it is told to. */
  private static final class FakeStore implements InboxStore {
    private final Queue<List<InboxEntry>> batches = new ArrayDeque<>();
    private int failures;

    @Override
    public void upsert(Collection<InboxEntry> entries) {
      if (failures > 0) {
        failures--;
        throw new IllegalStateException("database away");
      }
      batches.add(List.copyOf(entries));
    }

    @Override
    public Optional<InboxEntry> find(WorkspaceId workspace, ConversationId conversation) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Page list(
        WorkspaceId workspace, View view, OperatorId viewer, int most, @Nullable String cursor) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<ConversationId> latest(WorkspaceId workspace, int most) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Counts counts(WorkspaceId workspace, OperatorId viewer) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<ConversationId> behind(Map<ConversationId, Long> revs) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<ConversationId> awaitingAgent(int most) {
      throw new UnsupportedOperationException();
    }
  }
}
