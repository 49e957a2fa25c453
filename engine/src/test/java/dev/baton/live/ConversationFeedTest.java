package dev.baton.live;

import static dev.baton.conversation.ConversationSamples.CONVERSATION;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.stream.javadsl.Source;
import dev.baton.conversation.ConversationMessage;
import dev.baton.conversation.ConversationSamples;
import dev.baton.conversation.ConversationUpdate;
import dev.baton.conversation.Play;
import dev.baton.conversation.Principal;
import dev.baton.conversation.TimelineEntry;
import dev.baton.inboxview.InboxEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever falls between reading and following, the socket is told each rev once and in order. */
class ConversationFeedTest {
  private static final ActorTestKit KIT = ActorTestKit.create("feed", ManualTime.config());
  private static final ManualTime TIME = ManualTime.get(KIT.system());

  private final TestProbe<ConversationMessage> conversation = KIT.createTestProbe();
  private final TestProbe<FeedEvent> socket = KIT.createTestProbe();
  private final TestProbe<Reading> readings = KIT.createTestProbe();
  private volatile TestProbe<ConversationMessage> incarnation = conversation;
  private @Nullable ActorRef<ConversationFeed.Message> feed;

  /** The feed reads; the test decides when and what it finds. */
  private record Reading(long after, long upTo, CompletableFuture<List<TimelineEntry>> found) {
    void finds(long from, long to) {
      found.complete(entries(from, to));
    }

    void findsAll() {
      finds(after + 1, upTo);
    }
  }

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  private Runnable goOn = () -> {};
  private @Nullable InboxEntry rowWithEntries;

  @AfterEach
  void stop() {
    if (feed != null) {
      KIT.stop(feed);
    }
  }

  @Test
  void replaysAfterTheCursorAndGoesOnLive() {
    ActorRef<ConversationUpdate> updates = followed(2, 5);
    reading(2, 5).findsAll();
    assertThat(told()).containsExactly(3L, 4L, 5L);
    assertNow(5);
    updates.tell(happened(6, 7));

    assertThat(told()).containsExactly(6L, 7L);
    assertNow(7);
  }

  @Test
  void readsNothingWhenTheCursorIsAtTheEnd() {
    ActorRef<ConversationUpdate> updates = followed(5, 5);
    updates.tell(happened(6, 6));

    assertThat(told()).containsExactly(6L);
    assertNow(6);
    readings.expectNoMessage(Duration.ZERO);
  }

  @Test
  void followsAConversationThatHasNotBegun() {
    ActorRef<ConversationUpdate> updates = followed(0, 0);
    updates.tell(happened(1, 3));

    assertThat(told()).containsExactly(1L, 2L, 3L);
    assertNow(3);
  }

  @Test
  void whatIsToldWhileItReadsWaitsAndIsNotToldTwice() {
    ActorRef<ConversationUpdate> updates = followed(0, 4);
    Reading reading = reading(0, 4);
    updates.tell(happened(5, 5));
    updates.tell(happened(6, 6));
    updates.tell(new ConversationUpdate.Typing(ConversationSamples.CARLA));
    socket.expectMessage(new FeedEvent.Typing(CONVERSATION, ConversationSamples.CARLA));

    reading.finds(1, 5);

    assertThat(told()).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertNow(5);
    assertThat(told()).containsExactly(6L);
    assertNow(6);
  }

  @Test
  void anUpdateThatDoesNotContinueAtTheCursorIsReadInstead() {
    ActorRef<ConversationUpdate> updates = followed(3, 3);
    updates.tell(happened(6, 7));
    reading(3, 7).findsAll();

    assertThat(told()).containsExactly(4L, 5L, 6L, 7L);
    assertNow(7);
  }

  @Test
  void anOldUpdateIsNotToldAgainNorIsAnOldRow() {
    ActorRef<ConversationUpdate> updates = followed(3, 3);
    updates.tell(happened(4, 5));
    assertThat(told()).containsExactly(4L, 5L);
    assertNow(5);

    updates.tell(happened(4, 4));
    updates.tell(happened(6, 6));

    assertThat(told()).containsExactly(6L);
    assertNow(6);
  }

  @Test
  void whenTheIncarnationEndsItFollowsTheNextFromItsCursor() {
    ActorRef<ConversationUpdate> updates = followed(3, 3);
    updates.tell(happened(4, 4));
    assertThat(told()).containsExactly(4L);
    assertNow(4);

    conversation.stop();
    TestProbe<ConversationMessage> next = KIT.createTestProbe();
    incarnation = next;
    passUntilAFollowReaches(next).tell(new ConversationUpdate.Followed(next.getRef(), 6, row(6)));

    assertFollowing(6);
    reading(4, 6).findsAll();
    assertThat(told()).containsExactly(5L, 6L);
    assertNow(6);
  }

  @Test
  void whatAnIncarnationKnewThatWasFollowedWhileItReadIsReadToo() {
    followed(0, 2);
    Reading first = reading(0, 2);
    conversation.stop();
    TestProbe<ConversationMessage> next = KIT.createTestProbe();
    incarnation = next;
    passUntilAFollowReaches(next).tell(new ConversationUpdate.Followed(next.getRef(), 5, row(5)));
    assertFollowing(5);

    first.findsAll();
    assertThat(told()).containsExactly(1L, 2L);
    reading(2, 5).findsAll();

    assertThat(told()).containsExactly(3L, 4L, 5L);
    assertNow(5);
  }

  @Test
  void whenReadingFailsOrIsCutShortItFollowsAndReadsAgain() {
    followed(0, 4);
    reading(0, 4).found().completeExceptionally(new IllegalStateException("database away"));
    passUntilAFollowReaches(conversation)
        .tell(new ConversationUpdate.Followed(conversation.getRef(), 4, row(4)));
    assertFollowing(4);
    reading(0, 4).finds(1, 2);
    assertThat(told()).containsExactly(1L, 2L);
    passUntilAFollowReaches(conversation)
        .tell(new ConversationUpdate.Followed(conversation.getRef(), 4, row(4)));
    assertFollowing(4);
    reading(2, 4).findsAll();

    assertThat(told()).containsExactly(3L, 4L);
    assertNow(4);
  }

  @Test
  void aConversationThatDoesNotAnswerIsAskedAgain() {
    feed = start(0);
    conversation.expectMessageClass(ConversationMessage.Follow.class);

    TIME.timePasses(Duration.ofMillis(500));

    conversation.expectMessageClass(ConversationMessage.Follow.class);
  }

  @Test
  void moreThanMayWaitEndsIt() {
    ActorRef<ConversationUpdate> updates = followed(0, 1);
    reading(0, 1);
    for (int rev = 2; rev <= ConversationFeed.WAITING_MAX + 2; rev++) {
      updates.tell(happened(rev, rev));
    }

    socket.expectMessageClass(FeedEvent.Ended.class);
    assertEnded();
  }

  @Test
  void aConversationThatRefusesEndsIt() {
    ActorRef<ConversationUpdate> updates = followed(0, 0);

    updates.tell(new ConversationUpdate.FollowRefused());

    socket.expectMessageClass(FeedEvent.Ended.class);
    assertEnded();
  }

  @Test
  void aCursorBeyondTheEndEndsItInsteadOfSwallowingWhatComes() {
    feed = start(9);
    conversation
        .expectMessageClass(ConversationMessage.Follow.class)
        .follower()
        .tell(new ConversationUpdate.Followed(conversation.getRef(), 4, row(4)));

    socket.expectMessageClass(FeedEvent.Ended.class);
    assertEnded();
  }

  @Test
  void aLongHistoryIsToldInBatchesWithoutAGap() {
    followed(0, 250);
    reading(0, 250).findsAll();

    List<Long> all = new ArrayList<>(toldAndNotTaken());
    socket.expectNoMessage(Duration.ofMillis(100));
    goOn.run();
    all.addAll(told());
    all.addAll(told());

    assertThat(all).isEqualTo(LongStream.rangeClosed(1, 250).boxed().toList());
    assertNow(250);
  }

  private ActorRef<ConversationFeed.Message> start(long after) {
    return KIT.spawn(
        ConversationFeed.create(
            CONVERSATION,
            after,
            message -> incarnation.getRef().tell(message),
            (from, upTo) -> {
              Reading reading = new Reading(from, upTo, new CompletableFuture<>());
              readings.getRef().tell(reading);
              return Source.completionStage(reading.found()).mapConcat(found -> found);
            },
            socket.getRef()));
  }

  private ActorRef<ConversationUpdate> followed(long after, long rev) {
    feed = start(after);
    ActorRef<ConversationUpdate> updates =
        conversation.expectMessageClass(ConversationMessage.Follow.class).follower();
    updates.tell(
        new ConversationUpdate.Followed(conversation.getRef(), rev, rev == 0 ? null : row(rev)));
    assertFollowing(rev);
    return updates;
  }

  /** Until the feed has noticed what ended or failed, which no test can see. */
  private static ActorRef<ConversationUpdate> passUntilAFollowReaches(
      TestProbe<ConversationMessage> probe) {
    return probe
        .awaitAssert(() -> {
          TIME.timePasses(Duration.ofMillis(250));
          return probe.expectMessageClass(ConversationMessage.Follow.class, Duration.ofMillis(50));
        })
        .follower();
  }

  private Reading reading(long after, long upTo) {
    Reading reading = readings.receiveMessage();
    assertThat(reading.after()).isEqualTo(after);
    assertThat(reading.upTo()).isEqualTo(upTo);
    return reading;
  }

  private List<Long> told() {
    List<Long> told = toldAndNotTaken();
    goOn.run();
    return told;
  }

  private List<Long> toldAndNotTaken() {
    FeedEvent.Entries entries = socket.expectMessageClass(FeedEvent.Entries.class);
    rowWithEntries = entries.now();
    goOn = entries.goOn();
    return entries.entries().stream().map(TimelineEntry::rev).toList();
  }

  private void assertEnded() {
    socket.expectTerminated(Objects.requireNonNull(feed), Duration.ofSeconds(3));
  }

  private void assertFollowing(long rev) {
    FeedEvent.Following following = socket.expectMessageClass(FeedEvent.Following.class);
    assertThat(following.entry() == null ? 0 : following.entry().rev()).isEqualTo(rev);
  }

  /** The row came with the entries told last, or comes now. */
  private void assertNow(long rev) {
    InboxEntry row =
        rowWithEntries == null
            ? socket.expectMessageClass(FeedEvent.Now.class).entry()
            : rowWithEntries;
    assertThat(row.rev()).isEqualTo(rev);
  }

  private static ConversationUpdate.Happened happened(long from, long to) {
    return new ConversationUpdate.Happened(entries(from, to), row(to));
  }

  private static List<TimelineEntry> entries(long from, long to) {
    return LongStream.rangeClosed(from, to)
        .mapToObj(rev ->
            new TimelineEntry(
                rev,
                ConversationSamples.NOON,
                new TimelineEntry.Happening.HandedBack(
                    new Principal.Operator(ConversationSamples.ANNA.id(), "Anna"), rev)))
        .toList();
  }

  private static InboxEntry row(long rev) {
    Play play = new Play();
    play.says("k", "Hello");
    InboxEntry like = play.state().entry(CONVERSATION);
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
}
