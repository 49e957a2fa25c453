package dev.baton.conversation;

import static dev.baton.conversation.ConversationSamples.AGENT;
import static dev.baton.conversation.ConversationSamples.ANNA;
import static dev.baton.conversation.ConversationSamples.answered;
import static dev.baton.conversation.ConversationSamples.key;
import static dev.baton.conversation.ConversationSamples.question;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a customer may rate: answers of the agent, in any ownership, as often as they like. */
class ConversationRatingTest {
  private final Play play = new Play();

  @BeforeEach
  void theAgentAnswersAsMessage2() {
    play.says("k1", "How do I dim it?");
    play.completes(answered("Turn the ring."));
  }

  @Test
  void aRatingIsOneEventThatChangesNoOwnerAndSaysNothing() {
    ConversationState before = play.state();

    play.rates("r1", 2, false);

    assertThat(play.lastWrite())
        .singleElement()
        .isInstanceOfSatisfying(
            ConversationEvent.AnswerRated.class,
            rated -> {
              assertThat(rated.seq()).isEqualTo(2);
              assertThat(rated.helpful()).isFalse();
            });
    assertThat(play.state().ownership()).isEqualTo(before.ownership());
    assertThat(play.state().generation()).isEqualTo(before.generation());
    assertThat(play.state().lastSeq()).isEqualTo(before.lastSeq());
  }

  @Test
  void aLaterRatingReplacesAnEarlierOneAndARepeatIsNone() {
    play.rates("r1", 2, false);

    Verdict repeat = play.rates("r1", 2, false);
    Verdict other = play.rates("r1", 2, true);
    Verdict later = play.rates("r2", 2, true);

    assertThat(repeat).isInstanceOf(Verdict.Repeat.class);
    assertThat(other).isEqualTo(new Verdict.Refuse(Refusal.KEY_REUSED));
    assertThat(later).isInstanceOf(Verdict.Accept.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1, 3, Long.MAX_VALUE})
  void whatIsNoAnswerOfTheAgentCannotBeRated(long seq) {
    play.says("k2", "phone number");

    assertThat(play.rates("r", seq, true)).isEqualTo(new Verdict.Refuse(Refusal.NO_ANSWER));
  }

  @Test
  void theAgentsQuestionIsNoAnswer() {
    play.says("k2", "phone number");
    play.completes(question());

    assertThat(play.rates("r", 4, true)).isEqualTo(new Verdict.Refuse(Refusal.NO_ANSWER));
  }

  @Test
  void ratingIsAllowedWhoeverOwnsTheConversation() {
    play.asksForPerson("p");
    Verdict queued = play.rates("r1", 2, true);
    play.takesOver(ANNA, "t");
    Verdict owned = play.rates("r2", 2, true);
    play.closes(ANNA, "c");
    Verdict closed = play.rates("r3", 2, true);

    assertThat(queued).isInstanceOf(Verdict.Accept.class);
    assertThat(owned).isInstanceOf(Verdict.Accept.class);
    assertThat(closed).isInstanceOf(Verdict.Accept.class);
    assertThat(play.state().ownership()).isInstanceOf(Ownership.Closed.class);
  }

  @Test
  void onlyTheCustomerRates() {
    ConversationCommand rate = new ConversationCommand.RateAnswer(key("r"), 2, true);

    assertThat(play.perform(ANNA, rate)).isEqualTo(new Verdict.Refuse(Refusal.NOT_FOUND));
    assertThat(play.perform(AGENT, rate)).isEqualTo(new Verdict.Refuse(Refusal.NOT_FOUND));
  }
}
