package dev.baton.conversation;

import static dev.baton.conversation.ConversationSamples.AGENT;
import static dev.baton.conversation.ConversationSamples.ANNA;
import static dev.baton.conversation.ConversationSamples.BEN;
import static dev.baton.conversation.ConversationSamples.HANDOFF_LINE;
import static dev.baton.conversation.ConversationSamples.UNANSWERED_LINE;
import static dev.baton.conversation.ConversationSamples.answered;
import static dev.baton.conversation.ConversationSamples.key;
import static dev.baton.conversation.ConversationSamples.needsPerson;
import static dev.baton.conversation.ConversationSamples.why;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.answering.Outcome;
import dev.baton.handoff.HandoffReason;
import dev.baton.identity.RequestId;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the agent may say and when, what a key does, and which texts are taken. */
class ConversationSayingsTest {
  private final Play play = new Play();

  @Nested
  class Outcomes {
    @Test
    void anAnswerSpeaksForTheRequestInItsGeneration() {
      play.says("k", "How do I dim it?");
      PendingAnswer asked = play.pending();

      play.completes(answered("Turn the ring."));

      ConversationEvent.AgentSpoke spoke = spoken();
      assertThat(spoke.request()).isEqualTo(asked.request());
      assertThat(spoke.generation()).isEqualTo(asked.generation());
      assertThat(spoke.seq()).isEqualTo(2);
    }

    @Test
    void theSecondOfTwoOutcomesIsDropped() {
      play.says("k", "How do I dim it?");
      PendingAnswer asked = play.pending();
      play.completes(answered("Turn the ring."));

      Verdict again = play.completes(asked, answered("Turn the ring."));

      assertThat(again).isEqualTo(new Verdict.Drop("superseded"));
    }

    @Test
    void aBurstIsAnsweredOnceAndForItsLastLine() {
      play.says("k1", "Hello");
      PendingAnswer first = play.pending();
      play.says("k2", "How do I dim it?");

      Verdict early = play.completes(first, answered("Hello."));
      Verdict whole = play.completes(answered("Turn the ring."));

      assertThat(play.state().pending()).isNull();
      assertThat(early).isEqualTo(new Verdict.Drop("superseded"));
      assertThat(whole).isInstanceOf(Verdict.Accept.class);
    }

    @Test
    void anAnswerFromBeforeATakeOverDoesNotLandAfterTheHandBack() {
      play.says("k", "How do I dim it?");
      PendingAnswer asked = play.pending();
      play.takesOver(ANNA, "t");
      play.handsBack(ANNA, "b");

      Verdict late = play.completes(asked, answered("Turn the ring."));
      play.says("k2", "Still there?");
      Verdict later = play.completes(asked, answered("Turn the ring."));

      assertThat(late).isEqualTo(new Verdict.Drop("owner_changed"));
      assertThat(later).isEqualTo(new Verdict.Drop("owner_changed"));
    }

    @Test
    void theRightRequestInTheWrongGenerationIsDropped() {
      play.says("k", "How do I dim it?");
      ConversationCommand forged =
          new ConversationCommand.CompleteAnswer(
              play.pending().request(), 2, answered("Turn the ring."));

      assertThat(play.perform(AGENT, forged)).isEqualTo(new Verdict.Drop("owner_changed"));
    }

    @Test
    void aLateAnswerIsKeptOnceForTheOperatorAndNotSaid() {
      play.says("k", "How do I dim it?");
      PendingAnswer asked = play.pending();
      play.takesOver(ANNA, "t");

      Verdict late = play.completes(asked, answered("Turn the ring."));
      Verdict later = play.completes(asked, answered("Turn the ring."));

      assertThat(late).isInstanceOf(Verdict.Accept.class);
      assertThat(play.lastWrite())
          .singleElement()
          .isInstanceOfSatisfying(
              ConversationEvent.AnswerDropped.class,
              dropped -> assertThat(dropped.text()).isEqualTo("Turn the ring."));
      assertThat(later).isEqualTo(new Verdict.Drop("owner_changed"));
    }

    @Test
    void aLateOutcomeWithNothingToSuggestIsDropped() {
      play.says("k", "How do I dim it?");
      PendingAnswer asked = play.pending();
      play.takesOver(ANNA, "t");

      assertThat(play.completes(asked, needsPerson(HandoffReason.LOW_CONFIDENCE)))
          .isEqualTo(new Verdict.Drop("owner_changed"));
      assertThat(play.completes(asked, new Outcome.SmallTalk("Hello!", why("smalltalk"))))
          .isEqualTo(new Verdict.Drop("owner_changed"));
    }

    @Test
    void lastWordsAndHandoffAreOneWriteInThisOrder() {
      play.says("k", "Refund me twice.");

      play.completes(needsPerson(HandoffReason.LOW_CONFIDENCE));

      assertThat(play.lastWrite())
          .hasExactlyElementsOfTypes(
              ConversationEvent.AgentSpoke.class, ConversationEvent.HandedOff.class);
      assertThat(spoken().text()).isEqualTo(HANDOFF_LINE);
      assertThat(spoken().kind()).isEqualTo(ConversationEvent.AgentSpoke.Kind.HANDOFF);
      ConversationEvent.HandedOff off = (ConversationEvent.HandedOff) play.lastWrite().get(1);
      assertThat(off.question()).isEqualTo("Refund me twice.");
      assertThat(off.reason()).isEqualTo(HandoffReason.LOW_CONFIDENCE);
    }

    @Test
    void withRoutingOffTheAgentSaysThatItDoesNotKnow() {
      play.routing(false).says("k", "Refund me twice.");

      play.completes(needsPerson(HandoffReason.LOW_CONFIDENCE));

      assertThat(play.lastWrite()).hasSize(1);
      assertThat(spoken().text()).isEqualTo(UNANSWERED_LINE);
      assertThat(play.state().ownership()).isInstanceOf(Ownership.AgentOwned.class);
    }

    @Test
    void anAnswerFromADeletedSourceIsAskedAgainOnceAndThenGoesToTheTeam() {
      play.sourceLives(source -> false).says("k", "How do I dim it?");
      PendingAnswer first = play.pending();

      play.completes(answered("Turn the ring."));
      PendingAnswer second = play.pending();
      Verdict stale = play.completes(first, answered("Turn the ring."));
      play.completes(answered("Turn the ring."));

      assertThat(second.upToSeq()).isEqualTo(first.upToSeq());
      assertThat(second.request()).isNotEqualTo(first.request());
      assertThat(stale).isEqualTo(new Verdict.Drop("superseded"));
      assertThat(play.state().handoffReason()).isEqualTo(HandoffReason.AGENT_UNAVAILABLE);
      assertThat(spoken().text()).isEqualTo(HANDOFF_LINE);
    }

    @Test
    void afterAskingAgainALiveAnswerIsSaid() {
      play.sourceLives(source -> false).says("k", "How do I dim it?");
      play.completes(answered("From a deleted source."));

      play.sourceLives(source -> true).completes(answered("Turn the ring."));

      assertThat(spoken().text()).isEqualTo("Turn the ring.");
    }

    private ConversationEvent.AgentSpoke spoken() {
      return (ConversationEvent.AgentSpoke) play.lastWrite().getFirst();
    }
  }

  @Nested
  class Button {
    @Test
    void handsOffWithNoEarlierMessage() {
      play.asksForPerson("b");

      assertThat(play.state().ownership())
          .isInstanceOfSatisfying(
              Ownership.Queued.class,
              queued -> assertThat(queued.reason()).isEqualTo(HandoffReason.EXPLICIT_REQUEST));
      assertThat(play.state().lastSeq()).isEqualTo(1);
    }

    @Test
    void keepsWhatTheAgentWasAskedAsASuggestion() {
      play.says("k", "How do I dim it?");
      RequestId asked = play.pending().request();

      play.asksForPerson("b");

      assertThat(play.state().abandoned())
          .isNotNull()
          .satisfies(abandoned -> assertThat(abandoned.request()).isEqualTo(asked));
    }

    @Test
    void isRefusedWhereRoutingIsOffUnlessAPersonIsThereAlready() {
      play.routing(false).says("k", "Hello");

      Verdict refused = play.asksForPerson("b");
      play.takesOver(ANNA, "t");
      Verdict noted = play.asksForPerson("b");

      assertThat(refused).isEqualTo(new Verdict.Refuse(Refusal.HANDOFF_OFF));
      assertThat(noted).isInstanceOf(Verdict.Accept.class);
      assertThat(play.lastWrite()).hasSize(1);
    }
  }

  @Nested
  class Keys {
    @Test
    void theSameContentRepeatsWithTheSameSeqAndTime() {
      play.says("k", "Hello");
      ConversationEvent.CustomerWrote wrote =
          (ConversationEvent.CustomerWrote) play.lastWrite().get(1);
      play.says("other", "How do I dim it?");
      play.completes(answered("Turn the ring."));
      ConversationState before = play.state();

      Verdict again = play.says("k", "Hello");

      assertThat(again)
          .isEqualTo(
              new Verdict.Repeat(
                  new Receipt(Receipt.fingerprint(Receipt.Kind.POST, "Hello"), 1, 1, wrote.at())));
      assertThat(play.state()).isSameAs(before);
    }

    @Test
    void otherContentIsRefused() {
      play.says("k", "Hello");

      assertThat(play.says("k", "Good-bye")).isEqualTo(new Verdict.Refuse(Refusal.KEY_REUSED));
      assertThat(play.asksForPerson("k")).isEqualTo(new Verdict.Refuse(Refusal.KEY_REUSED));
    }

    @Test
    void areKeptForLifeThroughCloseReopenAndReplay() {
      play.says("k", "Hello");
      play.closes(ANNA, "c");
      play.says("k2", "Again");
      play.crash();

      assertThat(play.says("k", "Hello")).isInstanceOf(Verdict.Repeat.class);
      assertThat(play.says("k", "Other")).isEqualTo(new Verdict.Refuse(Refusal.KEY_REUSED));
      assertThat(play.perform(ANNA, new ConversationCommand.Close(key("c"), 1)))
          .isInstanceOf(Verdict.Repeat.class);
    }

    @Test
    void aRepeatIntoAClosedConversationDoesNotReopenIt() {
      play.says("k", "Hello");
      play.closes(ANNA, "c");

      assertThat(play.says("k", "Hello")).isInstanceOf(Verdict.Repeat.class);
      assertThat(play.state().ownership()).isInstanceOf(Ownership.Closed.class);
    }

    @Test
    void belongToWhoeverSentThem() {
      play.says("k", "Hello");

      assertThat(play.replies(ANNA, "k", "Hello")).isInstanceOf(Verdict.Accept.class);
      assertThat(play.takesOver(BEN, "k")).isInstanceOf(Verdict.Accept.class);
      assertThat(play.says("k", "Hello"))
          .isInstanceOfSatisfying(
              Verdict.Repeat.class, repeat -> assertThat(repeat.receipt().seq()).isEqualTo(1));
    }

    @Test
    void everyKeyedCommandRepeats() {
      play.says("k", "Hello");
      List<ConversationCommand> commands =
          List.of(
              new ConversationCommand.TakeOver(key("1"), 1),
              new ConversationCommand.Reply(key("2"), "Hello", null),
              new ConversationCommand.HandBack(key("3"), 2),
              new ConversationCommand.Close(key("4"), 3));

      for (ConversationCommand command : commands) {
        assertThat(play.perform(ANNA, command)).isInstanceOf(Verdict.Accept.class);
        assertThat(play.perform(ANNA, command)).isInstanceOf(Verdict.Repeat.class);
      }
      assertThat(play.asksForPerson("5")).isInstanceOf(Verdict.Accept.class);
      assertThat(play.asksForPerson("5")).isInstanceOf(Verdict.Repeat.class);
    }

    @Test
    void aRefusedCommandDoesNotUseItsKeyUp() {
      assertThat(play.says("k", " ")).isEqualTo(new Verdict.Refuse(Refusal.EMPTY));

      assertThat(play.says("k", "Hello")).isInstanceOf(Verdict.Accept.class);
    }
  }

  @Nested
  class Texts {
    @Test
    void emptyAndBlankAreRefusedFromBothSides() {
      play.says("k", "Hello");

      for (String text : List.of("", " ", "\n\t ")) {
        assertThat(play.says("x", text)).isEqualTo(new Verdict.Refuse(Refusal.EMPTY));
        assertThat(play.replies(ANNA, "x", text)).isEqualTo(new Verdict.Refuse(Refusal.EMPTY));
      }
      assertThat(play.state().ownership()).isInstanceOf(Ownership.AgentOwned.class);
    }

    @Test
    void eightThousandCharactersAreTakenAndOneMoreIsNot() {
      assertThat(play.says("k1", "x".repeat(8_001)))
          .isEqualTo(new Verdict.Refuse(Refusal.TOO_LONG));
      assertThat(play.says("k1", "x".repeat(8_000))).isInstanceOf(Verdict.Accept.class);
      assertThat(play.replies(ANNA, "k2", "x".repeat(8_001)))
          .isEqualTo(new Verdict.Refuse(Refusal.TOO_LONG));
      assertThat(play.replies(ANNA, "k2", "x".repeat(8_000))).isInstanceOf(Verdict.Accept.class);
    }

    @Test
    void aFullConversationTakesNoMoreMessages() {
      play.says("k", "Hello");
      ConversationState full =
          ConversationState.evolve(
              play.state(),
              new ConversationEvent.CustomerWrote(
                  ConversationRules.MESSAGES_MAX,
                  1,
                  key("last"),
                  "The last.",
                  ConversationSamples.NOON));
      Play.Rules inFull =
          (state, principal, command, circumstances) ->
              ConversationRules.decide(full, principal, command, circumstances);

      Verdict post = new Play(inFull).says("more", "More");
      Verdict reply = new Play(inFull).replies(ANNA, "more", "More");
      Verdict repeat = new Play(inFull).says("last", "The last.");

      assertThat(post).isEqualTo(new Verdict.Refuse(Refusal.FULL));
      assertThat(reply).isEqualTo(new Verdict.Refuse(Refusal.FULL));
      assertThat(repeat).isInstanceOf(Verdict.Repeat.class);
    }

    @Test
    void anOwnersReplyCountsAlsoFromAViewOlderThanTheTakeOver() {
      play.asksForPerson("k");
      long seen = play.state().generation();
      play.takesOver(ANNA, "t");

      Verdict own = play.perform(ANNA, new ConversationCommand.Reply(key("r"), "Hello.", seen));
      Verdict other = play.perform(BEN, new ConversationCommand.Reply(key("r"), "Hello.", seen));

      assertThat(own).isInstanceOf(Verdict.Accept.class);
      assertThat(other).isEqualTo(new Verdict.Refuse(Refusal.OWNERSHIP_CHANGED));
    }
  }
}
