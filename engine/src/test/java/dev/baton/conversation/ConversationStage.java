package dev.baton.conversation;

import static dev.baton.conversation.ConversationSamples.OPENING;
import static dev.baton.conversation.ConversationSamples.key;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.persistence.testkit.PersistenceTestKitPlugin;
import akka.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import dev.baton.answering.RetrievalPool;
import dev.baton.identity.ConversationId;
import dev.baton.inboxview.InboxChange;
import dev.baton.workspace.WorkspaceSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One real conversation actor on a stored journal, with the rest of the engine as probes. */
final class ConversationStage {
  static final Duration QUIET = Duration.ofSeconds(1);
  static final Duration TYPING_HOLD = Duration.ofSeconds(3);
  static final Duration HOLD_MAX = Duration.ofSeconds(8);
  static final Duration DEADLINE = Duration.ofSeconds(20);
  static final Duration IDLE = Duration.ofSeconds(5);

  /** For all tests of the JVM, and as long as it lives. */
  static final ActorTestKit KIT =
      ActorTestKit.create(
          "conversation",
          ManualTime.config()
              .withFallback(PersistenceTestKitPlugin.config())
              .withFallback(PersistenceTestKitSnapshotPlugin.config()));

  static final PersistenceTestKit JOURNAL = PersistenceTestKit.create(KIT.system());
  private static final ManualTime TIME = ManualTime.get(KIT.system());

  final ConversationId id = ConversationId.random();
  final TestProbe<RetrievalPool.Message> pool = KIT.createTestProbe();
  final TestProbe<ConversationReply> replies = KIT.createTestProbe();
  final TestProbe<ConversationUpdate> follower = KIT.createTestProbe();
  final TestProbe<ClusterSharding.ShardCommand> shard = KIT.createTestProbe();
  final DamagedConversations damaged = new DamagedConversations(failure -> false);
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final Queue<InboxChange> inbox = new ConcurrentLinkedQueue<>();
  private final TickingClock clock = new TickingClock();
  private ActorRef<ConversationMessage> actor;

  ConversationStage() {
    actor = wake(pool.getRef());
  }

  /** The next incarnation, as sharding would make it. */
  ActorRef<ConversationMessage> wake(ActorRef<RetrievalPool.Message> agents) {
    actor =
        KIT.spawn(
            Conversation.create(
                id,
                shard.getRef(),
                new ConversationSurroundings(
                    new ConversationSettings(QUIET, TYPING_HOLD, HOLD_MAX, DEADLINE, IDLE, 5, 2),
                    workspace -> WorkspaceSettings.defaults("Lamps"),
                    workspace -> true,
                    source -> true,
                    agents,
                    inbox::add,
                    new ConversationCounters(registry),
                    damaged,
                    clock)));
    return actor;
  }

  ActorRef<ConversationMessage> actor() {
    return actor;
  }

  void restart() {
    KIT.stop(actor);
    wake(pool.getRef());
  }

  void pass(Duration time) {
    settle();
    clock.now = clock.now.plus(time);
    TIME.timePasses(time);
    settle();
  }

  /** The clock on the wall is set to another time; no time passes. */
  void clockJumps(Duration by) {
    clock.now = clock.now.plus(by);
  }

  /** Until the actor has handled everything that was sent before. */
  void settle() {
    TestProbe<ConversationReply> settled = KIT.createTestProbe();
    actor.tell(
        new ConversationMessage.Perform(
            OPENING,
            ConversationSamples.AGENT,
            new ConversationCommand.AskForPerson(key("settle")),
            settled.getRef()));
    settled.expectMessage(new ConversationReply.Refused(Refusal.NOT_FOUND, null));
    settled.stop();
  }

  void send(Principal principal, ConversationCommand command) {
    actor.tell(new ConversationMessage.Perform(OPENING, principal, command, replies.getRef()));
  }

  ConversationReply.Accepted accepted(Principal principal, ConversationCommand command) {
    send(principal, command);
    return replies.expectMessageClass(ConversationReply.Accepted.class);
  }

  ConversationReply.Accepted says(String key, String text) {
    return accepted(ConversationSamples.CARLA, new ConversationCommand.PostMessage(key(key), text));
  }

  ConversationReply.Accepted takenOver(Principal.Operator operator, String key, long generation) {
    return accepted(operator, new ConversationCommand.TakeOver(key(key), generation));
  }

  RetrievalPool.Ask asked() {
    return pool.expectMessageClass(RetrievalPool.Ask.class);
  }

  /** The agent comes to an answer for what it was asked. */
  void answers(RetrievalPool.Ask ask) {
    ask.replyTo()
        .tell(
            new RetrievalPool.Reply(
                ask.request(), ask.generation(), ConversationSamples.answered("Turn the ring.")));
  }

  void notAsked() {
    settle();
    pool.expectNoMessage(Duration.ZERO);
  }

  ConversationUpdate.Followed follow(TestProbe<ConversationUpdate> probe) {
    actor.tell(new ConversationMessage.Follow(probe.getRef()));
    return probe.expectMessageClass(ConversationUpdate.Followed.class);
  }

  List<TimelineEntry.Happening> happened() {
    return follower.expectMessageClass(ConversationUpdate.Happened.class).entries().stream()
        .map(TimelineEntry::happening)
        .toList();
  }

  /** What is in the journal, by the names of its types. */
  List<String> stored() {
    return JOURNAL.persistedInStorage(ConversationSharding.persistenceId(id)).stream()
        .map(event -> event.getClass().getSimpleName())
        .toList();
  }

  void failNextWrite() {
    JOURNAL.failNextPersisted(ConversationSharding.persistenceId(id));
  }

  double dropped(String reason) {
    return registry.counter("baton.answers.dropped", "reason", reason).count();
  }

  void assertNotResting() {
    settle();
    shard.expectNoMessage(Duration.ZERO);
    assertThat(actor).isNotNull();
  }

  private static final class TickingClock extends Clock {
    private volatile Instant now = ConversationSamples.NOON;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
