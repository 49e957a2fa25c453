package dev.baton.live;

import static dev.baton.conversation.ConversationSamples.ANNA;
import static dev.baton.conversation.ConversationSamples.WORKSPACE;
import static dev.baton.live.InboxRows.agents;
import static dev.baton.live.InboxRows.change;
import static dev.baton.live.InboxRows.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import dev.baton.identity.WorkspaceId;
import dev.baton.inboxview.InboxEntry;
import dev.baton.inboxview.InboxStore;
import dev.baton.inboxview.InboxStore.View;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * After a quiet moment a change is told at once, and what follows a little later, together; rows
 * are stored in batches, until it succeeds, and then counted.
 */
class InboxBookTest {
  private static final ActorTestKit KIT = ActorTestKit.create("inbox-book", ManualTime.config());
  private static final ManualTime TIME = ManualTime.get(KIT.system());
  private static final Duration TELL_EVERY = Duration.ofMillis(50);
  private static final Duration STORE_EVERY = Duration.ofMillis(50);
  private static final Duration COUNT_EVERY = Duration.ofMillis(300);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofMillis(1);

  private final Presence presence = new Presence();
  private final FakeInboxStore store = new FakeInboxStore();
  private final Queue<Runnable> blocking = new ConcurrentLinkedQueue<>();
  private final TestProbe<InboxNews> inbox = KIT.createTestProbe();
  private final ActorRef<InboxBook.Message> book =
      KIT.spawn(
          InboxBook.create(store, this::run, presence, OtherNodes.NONE, new SimpleMeterRegistry()));
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
  void theFirstChangeIsToldAtOnceAndThoseThatFollowTogether() {
    subscribe(inbox);

    tell(waiting("cnv_a", 1), waiting("cnv_b", 1), waiting("cnv_a", 3), waiting("cnv_a", 2));

    assertThat(told(inbox)).containsExactly(waiting("cnv_a", 1));
    nothingElseYet();
    TIME.timePasses(TELL_EVERY);
    assertThat(told(inbox)).containsExactly(waiting("cnv_b", 1), waiting("cnv_a", 3));
    nothingElseYet();
  }

  @Test
  void afterAQuietMomentAChangeIsToldAtOnceAgain() {
    subscribe(inbox);
    tell(waiting("cnv_a", 1));
    told(inbox);
    nothingElseYet();
    TIME.timePasses(TELL_EVERY);
    nothingElseYet();

    tell(waiting("cnv_a", 2));

    assertThat(told(inbox)).containsExactly(waiting("cnv_a", 2));
  }

  @Test
  void aChangeOfAListThatNobodyWatchesHoldsNothingUp() {
    subscribe(inbox);

    tell(agents("cnv_a", 1), waiting("cnv_b", 1));

    assertThat(told(inbox)).containsExactly(waiting("cnv_b", 1));
    nothingElseYet();
  }

  @Test
  void fromWatchingOnEveryChangeIsToldAndBeforeItWhatTheDatabaseDoesNotHoldYet() {
    subscribe(inbox);
    tell(agents("cnv_flying", 1));
    due(STORE_EVERY);
    tell(agents("cnv_waiting", 1), waiting("cnv_other", 1));
    told(inbox);

    Set<View> views = EnumSet.of(View.AGENT);
    book.tell(new InboxBook.Watch(WORKSPACE, inbox.getRef(), views));

    inbox.expectMessage(new InboxNews.Watching(views));
    assertThat(told(inbox)).containsExactly(agents("cnv_flying", 1), agents("cnv_waiting", 1));
    nothingElseYet();
    TIME.timePasses(TELL_EVERY);
    nothingElseYet();
    tell(waiting("cnv_other", 2), agents("cnv_flying", 2));
    assertThat(told(inbox)).containsExactly(agents("cnv_flying", 2));
  }

  @Test
  void rowsAreStoredInBatchesTheNewestOfEach() {
    tell(waiting("cnv_a", 5), waiting("cnv_b", 1), waiting("cnv_a", 4));

    stores(STORE_EVERY);

    assertThat(store.batches.remove())
        .containsExactlyInAnyOrder(waiting("cnv_a", 5), waiting("cnv_b", 1));
  }

  @Test
  void whatCouldNotBeStoredIsTriedAgainWithWhatCameSince() {
    tell(waiting("cnv_a", 1));
    store.failures = 1;
    stores(STORE_EVERY);
    tell(waiting("cnv_b", 1));

    stores(AGAIN);

    assertThat(store.batches.remove())
        .containsExactlyInAnyOrder(waiting("cnv_a", 1), waiting("cnv_b", 1));
  }

  @Test
  void aFullQueueIsTriedAgainToo() {
    full = true;
    tell(waiting("cnv_a", 1));
    Awaitility.await()
        .until(() -> {
          TIME.timePasses(STORE_EVERY);
          return !full;
        });

    stores(AGAIN);

    assertThat(store.batches.remove()).containsExactly(waiting("cnv_a", 1));
  }

  @Test
  void aFailedRowDoesNotReplaceANewerOneThatCameMeanwhile() {
    tell(waiting("cnv_a", 1));
    due(STORE_EVERY);
    subscribe(inbox);
    assertThat(told(inbox)).containsExactly(waiting("cnv_a", 1));
    tell(waiting("cnv_a", 2));
    assertThat(told(inbox)).containsExactly(waiting("cnv_a", 2));
    store.failures = 1;
    blocking.remove().run();

    stores(AGAIN);

    assertThat(store.batches.remove()).containsExactly(waiting("cnv_a", 2));
  }

  @Test
  void whoSubscribesIsToldWhatTheDatabaseDoesNotHoldYetOfWhatIsWatched() {
    tell(waiting("cnv_flying", 1));
    due(STORE_EVERY);
    tell(waiting("cnv_waiting", 1), agents("cnv_agents", 1));

    subscribe(inbox);

    assertThat(told(inbox)).containsExactly(waiting("cnv_flying", 1), waiting("cnv_waiting", 1));
    nothingElseYet();
  }

  @Test
  void whoSubscribesIsToldTheCountsAndEverybodyWhenRowsWereStored() {
    store.tally = tally(3);
    subscribe(inbox);
    counts(SOON);
    inbox.expectMessage(new InboxNews.Counted(tally(3)));

    tell(agents("cnv_a", 1));
    stores(STORE_EVERY);
    store.tally = tally(4);
    counts(COUNT_EVERY);

    inbox.expectMessage(new InboxNews.Counted(tally(4)));
  }

  @Test
  void whatCouldNotBeCountedIsCountedAgain() {
    subscribe(inbox);
    counts(SOON);
    nothingElseYet();
    full = true;
    Awaitility.await()
        .until(() -> {
          TIME.timePasses(AGAIN);
          return !full;
        });
    store.tally = tally(2);

    counts(AGAIN);

    inbox.expectMessage(new InboxNews.Counted(tally(2)));
  }

  @Test
  void whereNobodyHasTheInboxOpenNothingIsCounted() {
    WorkspaceId other = new WorkspaceId("wsp_other");
    tell(agents("cnv_a", 1));
    stores(STORE_EVERY);
    store.tally = tally(0);
    book.tell(new InboxBook.Subscribe(other, ANNA.id(), inbox.getRef()));
    inbox.expectMessage(new InboxNews.Subscribed());
    counts(SOON);
    inbox.expectMessage(new InboxNews.Counted(tally(0)));

    TIME.timePasses(COUNT_EVERY);
    book.tell(new InboxBook.Announce(other, new InboxNews.SettingsChanged(1)));
    inbox.expectMessage(new InboxNews.SettingsChanged(1));

    assertThat(store.counted).containsExactly(other);
    assertThat(blocking).isEmpty();
  }

  @Test
  void aChangeAtAnotherNodeIsToldAndCounted() {
    TestProbe<InboxBook.Message> elsewhere = KIT.createTestProbe();
    store.tally = tally(0);
    subscribe(inbox);
    counts(SOON);
    inbox.expectMessage(new InboxNews.Counted(tally(0)));
    store.tally = tally(1);

    book.tell(
        new Bulletin(
            elsewhere.getRef(), 1, List.of(change(waiting("cnv_a", 1))), List.of(), Set.of(), 0));

    assertThat(told(inbox)).containsExactly(waiting("cnv_a", 1));
    counts(COUNT_EVERY);
    inbox.expectMessage(new InboxNews.Counted(tally(1)));
  }

  @Test
  void anotherWorkspaceIsToldNothing() {
    TestProbe<InboxNews> other = KIT.createTestProbe();
    book.tell(new InboxBook.Subscribe(new WorkspaceId("wsp_other"), ANNA.id(), other.getRef()));
    other.expectMessage(new InboxNews.Subscribed());
    subscribe(inbox);

    tell(waiting("cnv_a", 1));
    told(inbox);
    nothingElseYet();

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
    nothingElseYet();
  }

  private void subscribe(TestProbe<InboxNews> subscriber) {
    book.tell(new InboxBook.Subscribe(WORKSPACE, ANNA.id(), subscriber.getRef()));
    subscriber.expectMessage(new InboxNews.Subscribed());
  }

  private void tell(InboxEntry... rows) {
    for (InboxEntry row : rows) {
      book.tell(new InboxBook.Changed(change(row)));
    }
  }

  private static List<InboxEntry> told(TestProbe<InboxNews> subscriber) {
    return subscriber.expectMessageClass(InboxNews.EntriesChanged.class).entries();
  }

  /** The book has done all that it was told so far, and set its timers. */
  private void nothingElseYet() {
    book.tell(new InboxBook.Announce(WORKSPACE, new InboxNews.SettingsChanged(1)));
    inbox.expectMessage(new InboxNews.SettingsChanged(1));
  }

  /** What the store runs on; refuses once when it is full. */
  private void run(Runnable task) {
    if (full) {
      full = false;
      throw new RejectedExecutionException("full");
    }
    blocking.add(task);
  }

  private void stores(Duration delay) {
    int before = store.upserts;
    runs(delay, () -> store.upserts > before);
  }

  private void counts(Duration delay) {
    int before = store.counted.size();
    runs(delay, () -> store.counted.size() > before);
  }

  /** Lets the time come, and the store run, until it has. */
  private void runs(Duration delay, BooleanSupplier done) {
    Awaitility.await()
        .pollInSameThread()
        .until(() -> {
          TIME.timePasses(delay);
          for (Runnable task = blocking.poll(); task != null; task = blocking.poll()) {
            task.run();
          }
          return done.getAsBoolean();
        });
  }

  private void due(Duration delay) {
    Awaitility.await()
        .until(() -> {
          TIME.timePasses(delay);
          return !blocking.isEmpty();
        });
  }

  private static InboxStore.Tally tally(long waiting) {
    return new InboxStore.Tally(waiting, 0, 0, Map.of(ANNA.id(), 1L));
  }
}
