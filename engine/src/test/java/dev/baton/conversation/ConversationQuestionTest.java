package dev.baton.conversation;

import static dev.baton.conversation.ConversationSamples.ANNA;
import static dev.baton.conversation.ConversationSamples.UNANSWERED_LINE;
import static dev.baton.conversation.ConversationSamples.answered;
import static dev.baton.conversation.ConversationSamples.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.handoff.HandoffReason;
import dev.baton.handoff.PersonQuestion;
import org.junit.jupiter.api.Test;

/** When the agent may ask whether a person is wanted, and for how long that is known. */
class ConversationQuestionTest {
  private final Play play = new Play();

  @Test
  void whetherAPersonIsWantedIsAskedOnceInAnEpisode() {
    play.says("k1", "phone number");
    play.completes(question());
    ConversationEvent.AgentSpoke asked = spoken();
    PersonQuestion known = play.state().personQuestion();
    play.says("k2", "hotline");

    play.completes(question());

    assertThat(asked.kind()).isEqualTo(ConversationEvent.AgentSpoke.Kind.QUESTION);
    assertThat(asked.text()).isEqualTo(question().text());
    assertThat(known).isEqualTo(PersonQuestion.JUST_ASKED);
    assertThat(spoken().kind()).isEqualTo(ConversationEvent.AgentSpoke.Kind.HANDOFF);
    assertThat(play.state().handoffReason()).isEqualTo(HandoffReason.LOW_CONFIDENCE);
  }

  @Test
  void theQuestionIsNoLongerTheLastWordOnceTheAgentOrAnOperatorHasSpoken() {
    play.says("k1", "phone number");
    play.completes(question());
    play.says("k2", "How do I dim it?");
    PersonQuestion whileAsking = play.state().personQuestion();
    play.completes(answered("Turn the ring."));

    assertThat(whileAsking).isEqualTo(PersonQuestion.JUST_ASKED);
    assertThat(play.state().personQuestion()).isEqualTo(PersonQuestion.ASKED_BEFORE);
  }

  @Test
  void theNextEpisodeMayAskAgain() {
    play.says("k1", "phone number");
    play.completes(question());
    play.closes(ANNA, "c");
    play.says("k2", "phone number");

    play.completes(question());

    assertThat(spoken().kind()).isEqualTo(ConversationEvent.AgentSpoke.Kind.QUESTION);
  }

  @Test
  void withRoutingOffNobodyIsAskedWhetherTheyWantAPerson() {
    play.routing(false).says("k", "phone number");

    play.completes(question());

    assertThat(spoken().text()).isEqualTo(UNANSWERED_LINE);
  }

  private ConversationEvent.AgentSpoke spoken() {
    return (ConversationEvent.AgentSpoke) play.lastWrite().getFirst();
  }
}
