package dev.baton.conversation;

import static dev.baton.conversation.ConversationSamples.ANNA;
import static dev.baton.conversation.ConversationSamples.CARLA;
import static dev.baton.conversation.ConversationSamples.key;
import static dev.baton.conversation.ConversationStage.DEADLINE;
import static dev.baton.conversation.ConversationStage.IDLE;
import static dev.baton.conversation.ConversationStage.JOURNAL;
import static dev.baton.conversation.ConversationStage.KIT;
import static dev.baton.conversation.ConversationStage.QUIET;
import static dev.baton.conversation.ConversationStage.TYPING_HOLD;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import dev.baton.answering.RetrievalPool;
import dev.baton.handoff.HandoffReason;
import dev.baton.identity.CustomerId;
import dev.baton.inboxview.InboxChange;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The real actor on a journal: what it stores, when it speaks, and how it ends and comes back. */
class ConversationTest {
  private final ConversationStage stage = new ConversationStage();

  @AfterEach
  void stop() {
    JOURNAL.resetPolicy();
    KIT.stop(stage.actor());
  }

  @Nested
  class Storing {
    @Test
    void acknowledgesOnlyAfterTheWrite() throws InterruptedException {
      HeldJournal held = new HeldJournal();
      JOURNAL.withPolicy(held);
      stage.send(CARLA, new ConversationCommand.PostMessage(key("k"), "Hello"));
      held.awaitWrite();
      stage.replies.expectNoMessage(Duration.ZERO);

      held.release();

      ConversationReply.Accepted accepted =
          stage.replies.expectMessageClass(ConversationReply.Accepted.class);
      assertThat(accepted.message())
          .isNotNull()
          .satisfies(message -> assertThat(message.seq()).isEqualTo(1));
      assertThat(stage.stored())
          .containsExactly("ConversationOpened", "CustomerWrote", "AgentAsked");
    }

    @Test
    void aRepeatIsAnsweredAsTheFirstTimeAndStoresNothing() {
      ConversationReply.Accepted first = stage.says("k", "Hello");
      stage.restart();

      ConversationReply.Accepted again = stage.says("k", "Hello");

      assertThat(first.repeated()).isFalse();
      assertThat(again)
          .isEqualTo(new ConversationReply.Accepted(first.entry(), first.message(), true));
      assertThat(stage.stored()).hasSize(3);
    }

    @Test
    void aFailedWriteIsAnsweredAsUnknownAndEndsTheActorForItsFollowersToSee() {
      stage.says("k1", "Hello");
      stage.follow(stage.follower);
      ActorRef<ConversationMessage> failing = stage.actor();
      stage.failNextWrite();

      stage.send(CARLA, new ConversationCommand.PostMessage(key("k2"), "Again"));

      stage.follower.expectTerminated(failing, Duration.ofSeconds(3));
      stage.replies.expectMessage(new ConversationReply.Unknown());
      assertThat(stage.stored()).hasSize(3);
      stage.wake(stage.pool.getRef());
      assertThat(stage.says("k2", "Again").message())
          .isNotNull()
          .satisfies(message -> assertThat(message.seq()).isEqualTo(2));
    }

    @Test
    void aStrangerLearnsNothing() {
      stage.says("k", "Hello");

      stage.send(
          new Principal.Customer(new CustomerId("cus_other")),
          new ConversationCommand.PostMessage(key("x"), "Let me in"));

      stage.replies.expectMessage(new ConversationReply.Refused(Refusal.NOT_FOUND, null));
    }

    @Test
    void aRefusalCarriesWhoOwnsItNow() {
      stage.says("k", "Hello");
      stage.takenOver(ANNA, "t", 1);

      stage.send(ConversationSamples.BEN, new ConversationCommand.TakeOver(key("t"), 1));

      ConversationReply.Refused refused =
          stage.replies.expectMessageClass(ConversationReply.Refused.class);
      assertThat(refused.refusal()).isEqualTo(Refusal.OWNERSHIP_CHANGED);
      assertThat(refused.current())
          .isNotNull()
          .satisfies(entry -> assertThat(entry.operator()).isEqualTo(ANNA.id()));
    }

    @Test
    void itComesBackFromSnapshotAndJournalAsItWas() {
      stage.says("k1", "Hello");
      stage.takenOver(ANNA, "t", 1);
      stage.accepted(ANNA, new ConversationCommand.Reply(key("r"), "Hello.", 2L));
      ConversationReply.Accepted last = stage.says("k2", "Hello Anna");

      stage.restart();

      TestProbe<ConversationUpdate> probe = KIT.createTestProbe();
      assertThat(stage.follow(probe).entry()).isEqualTo(last.entry());
      assertThat(stage.says("k1", "Hello").message())
          .isNotNull()
          .satisfies(message -> assertThat(message.seq()).isEqualTo(1));
    }
  }

  @Nested
  class Asking {
    @Test
    void aBurstIsOneRequestForAllItsLines() {
      stage.says("k1", "Hello");
      stage.pass(QUIET.minusMillis(100));
      stage.says("k2", "How do I dim it?");
      stage.pass(QUIET.minusMillis(100));
      stage.notAsked();

      stage.pass(Duration.ofMillis(100));

      assertThat(stage.asked().inquiry().text()).isEqualTo("Hello\nHow do I dim it?");
      stage.notAsked();
    }

    @Test
    void typingHoldsTheAgentBackButNotForEver() {
      stage.says("k", "Hello");
      for (int second = 0; second < 7; second++) {
        stage.actor().tell(new ConversationMessage.Typing(CARLA));
        stage.pass(Duration.ofSeconds(1));
        stage.notAsked();
      }
      stage.actor().tell(new ConversationMessage.Typing(CARLA));
      stage.pass(TYPING_HOLD.minusSeconds(1));

      assertThat(stage.asked().inquiry().text()).isEqualTo("Hello");
    }

    @Test
    void anOperatorsTypingHoldsNothingBack() {
      stage.says("k", "Hello");
      stage.actor().tell(new ConversationMessage.Typing(ANNA));

      stage.pass(QUIET);

      stage.asked();
    }

    @Test
    void anAnswerIsStoredAndTold() {
      stage.says("k", "How do I dim it?");
      stage.follow(stage.follower);
      stage.pass(QUIET);
      stage.answers(stage.asked());

      assertThat(stage.happened()).singleElement().isInstanceOf(TimelineEntry.Happening.Said.class);
      assertThat(stage.stored()).endsWith("AgentSpoke");
    }

    @Test
    void anAgentThatDoesNotAnswerInTimeBecomesAHandoff() {
      stage.says("k", "How do I dim it?");
      stage.follow(stage.follower);
      stage.pass(QUIET);
      RetrievalPool.Ask ask = stage.asked();
      stage.pass(DEADLINE);

      assertThat(handoff(stage.happened())).isEqualTo(HandoffReason.AGENT_UNAVAILABLE);
      stage.answers(ask);
      stage.settle();
      assertThat(stage.stored()).endsWith("AgentSpoke", "HandedOff");
      assertThat(stage.dropped("owner_changed")).isEqualTo(1);
    }

    @Test
    void theDeadlineOfAnAnsweredRequestDoesNotHandOff() {
      stage.says("k", "How do I dim it?");
      stage.pass(QUIET);
      stage.answers(stage.asked());

      stage.pass(DEADLINE.plusSeconds(1));

      assertThat(stage.stored()).endsWith("AgentSpoke").doesNotContain("HandedOff");
    }

    @Test
    void anAgentThatThrowsBecomesAHandoff() {
      ActorRef<RetrievalPool.Message> pool =
          KIT.spawn(
              RetrievalPool.create(
                  inquiry -> {
                    throw new IllegalStateException("a fault that a test has planted");
                  },
                  new RetrievalPool.Bounds(1, 1, DEADLINE.multipliedBy(2)),
                  new SimpleMeterRegistry()));
      KIT.stop(stage.actor());
      stage.wake(pool);
      stage.says("k", "How do I dim it?");
      stage.follow(stage.follower);

      stage.pass(QUIET);

      assertThat(handoff(stage.happened())).isEqualTo(HandoffReason.AGENT_UNAVAILABLE);
    }

    @Test
    void afterACrashTheSameRequestIsMadeAgainAndOnlyOneOutcomeCounts() {
      stage.says("k", "How do I dim it?");
      stage.pass(QUIET);
      RetrievalPool.Ask first = stage.asked();

      stage.restart();

      RetrievalPool.Ask second = stage.asked();
      assertThat(second.request()).isEqualTo(first.request());
      assertThat(second.inquiry()).isEqualTo(first.inquiry());
      stage.answers(second);
      stage.answers(second);
      stage.settle();
      assertThat(stage.stored()).endsWith("AgentAsked", "AgentSpoke");
      assertThat(stage.dropped("superseded")).isEqualTo(1);
    }
  }

  @Nested
  class LateAnswers {
    @Test
    void anAnswerTwoSecondsLateIsASuggestionWhenAPersonHasTakenOver() {
      stage.says("k", "How do I dim it?");
      stage.pass(QUIET);
      RetrievalPool.Ask ask = stage.asked();
      KIT.scheduler()
          .scheduleOnce(
              Duration.ofSeconds(2), () -> stage.answers(ask), KIT.system().executionContext());
      stage.pass(Duration.ofSeconds(1));
      stage.takenOver(ANNA, "t", 1);
      stage.follow(stage.follower);

      stage.pass(Duration.ofSeconds(1));

      List<TimelineEntry.Happening> happened = stage.happened();
      assertThat(happened)
          .singleElement()
          .isInstanceOfSatisfying(
              TimelineEntry.Happening.Suggested.class,
              suggested -> assertThat(suggested.text()).isEqualTo("Turn the ring."));
      assertThat(stage.dropped("owner_changed")).isEqualTo(1);
      assertThat(stage.stored()).endsWith("AnswerDropped").doesNotContain("AgentSpoke");
    }

    @Test
    void anAnswerFromBeforeATakeOverIsNotSaidAfterTheHandBack() {
      stage.says("k", "How do I dim it?");
      stage.pass(QUIET);
      RetrievalPool.Ask ask = stage.asked();
      stage.takenOver(ANNA, "t", 1);
      stage.accepted(ANNA, new ConversationCommand.HandBack(key("b"), 2));

      stage.answers(ask);
      stage.settle();

      assertThat(stage.stored()).endsWith("HandedBack", "AgentAsked");
      assertThat(stage.dropped("owner_changed")).isEqualTo(1);
    }

    @Test
    void aPersonWhoTakesOverInTheQuietPeriodSparesTheAgentTheQuestion() {
      stage.says("k", "How do I dim it?");
      stage.takenOver(ANNA, "t", 1);

      stage.pass(QUIET.plus(DEADLINE));

      stage.notAsked();
      assertThat(stage.stored()).endsWith("OperatorTookOver");
    }
  }

  @Nested
  class Resting {
    @Test
    void whenNothingHappensAndNobodyFollowsItRests() {
      stage.says("k", "Hello");
      stage.takenOver(ANNA, "t", 1);

      stage.pass(IDLE);

      stage.shard.expectMessage(new ClusterSharding.Passivate<>(stage.actor()));
      ActorRef<ConversationMessage> resting = stage.actor();
      resting.tell(new ConversationMessage.Stop());
      stage.replies.expectTerminated(resting, Duration.ofSeconds(3));
    }

    @Test
    void whileFollowedItStaysAwake() {
      stage.says("k", "Hello");
      stage.takenOver(ANNA, "t", 1);
      stage.follow(stage.follower);

      stage.pass(IDLE);

      stage.assertNotResting();
    }

    @Test
    void whileTheAgentIsAskedItStaysAwake() {
      stage.says("k", "Hello");
      stage.pass(QUIET);
      stage.asked();

      stage.pass(IDLE);

      stage.assertNotResting();
    }
  }

  @Nested
  class Following {
    @Test
    void moreThanMayFollowAreRefusedUntilOneEnds() {
      TestProbe<ConversationUpdate> second = KIT.createTestProbe();
      TestProbe<ConversationUpdate> third = KIT.createTestProbe();
      stage.follow(stage.follower);
      stage.follow(second);
      stage.follow(second);
      stage.actor().tell(new ConversationMessage.Follow(third.getRef()));
      third.expectMessage(new ConversationUpdate.FollowRefused());

      second.stop();

      Awaitility.await()
          .until(() -> {
            stage.actor().tell(new ConversationMessage.Follow(third.getRef()));
            return third.receiveMessage() instanceof ConversationUpdate.Followed;
          });
    }

    @Test
    void followersAreToldWhatWasStoredWithItsPlaceInTheHistory() {
      assertThat(stage.follow(stage.follower).entry()).isNull();

      ConversationReply.Accepted accepted = stage.says("k", "Hello");

      ConversationUpdate.Happened told =
          stage.follower.expectMessageClass(ConversationUpdate.Happened.class);
      assertThat(told.entries().stream().map(TimelineEntry::rev)).containsExactly(1L, 2L, 3L);
      assertThat(told.entry()).isEqualTo(accepted.entry());
      assertThat(stage.inbox).containsExactly(new InboxChange(null, accepted.entry()));
    }
  }

  private static HandoffReason handoff(List<TimelineEntry.Happening> happened) {
    assertThat(happened)
        .hasExactlyElementsOfTypes(
            TimelineEntry.Happening.Said.class, TimelineEntry.Happening.HandedOff.class);
    return ((TimelineEntry.Happening.HandedOff) happened.get(1)).reason();
  }
}
