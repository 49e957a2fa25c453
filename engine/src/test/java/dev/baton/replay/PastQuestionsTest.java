package dev.baton.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.conversation.ConversationEvent;
import dev.baton.conversation.ConversationEvent.AgentSpoke.Kind;
import dev.baton.handoff.HandoffReason;
import dev.baton.identity.ConversationId;
import dev.baton.identity.IdempotencyKey;
import dev.baton.identity.OperatorId;
import dev.baton.replay.PastQuestion.Hindsight;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PastQuestionsTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final OperatorId MAYA = OperatorId.random();
  private static final IdempotencyKey KEY = new IdempotencyKey("k");

  @Test
  void whatNobodyComplainsAboutWasRight() {
    assertThat(hindsight(customer("How do I dim it?"), answer("Turn the ring.")))
        .containsExactly(new Hindsight.Answered("Turn the ring.", Label.RIGHT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "That did not help",
        "this doesn\u2019t work",
        "not what I asked",
        "I want to talk to a human",
        "useless."
      })
  void aComplaintInTheNextTwoMessagesMakesTheAnswerWrong(String complaint) {
    ConversationEvent question = customer("How do I dim it?");
    ConversationEvent said = answer("Turn the ring.");

    assertThat(hindsight(question, said, customer("hm"), customer(complaint)))
        .containsExactly(new Hindsight.Answered("Turn the ring.", Label.WRONG));
    assertThat(hindsight(question, said, customer("hm"), customer("so"), customer(complaint)))
        .containsExactly(new Hindsight.Answered("Turn the ring.", Label.RIGHT));
  }

  @Test
  void theButtonMakesTheAnswerWrongAndAHandoffOfAnotherQuestionSaysNothing() {
    ConversationEvent question = customer("How do I dim it?");
    ConversationEvent said = answer("Turn the ring.");

    assertThat(hindsight(question, said, new ConversationEvent.PersonRequested(KEY, NOON)))
        .containsExactly(new Hindsight.Answered("Turn the ring.", Label.WRONG));
    assertThat(
            hindsight(
                question,
                said,
                customer("And the red one?"),
                handOff("And the red one?", HandoffReason.LOW_CONFIDENCE)))
        .containsExactly(
            new Hindsight.Answered("Turn the ring.", Label.UNKNOWN),
            new Hindsight.LeftToTeam(null));
  }

  @Test
  void aThumbStandsBeforeEverythingElse() {
    ConversationEvent question = customer("How do I dim it?");
    ConversationEvent said = answer("Turn the ring.");
    long seq = ((ConversationEvent.AgentSpoke) said).seq();
    ConversationEvent up = new ConversationEvent.AnswerRated(KEY, seq, 1, true, NOON);
    ConversationEvent down = new ConversationEvent.AnswerRated(KEY, seq, 1, false, NOON);

    assertThat(hindsight(question, said, up, new ConversationEvent.PersonRequested(KEY, NOON)))
        .containsExactly(new Hindsight.Answered("Turn the ring.", Label.RIGHT));
    assertThat(hindsight(question, said, up, down))
        .containsExactly(new Hindsight.Answered("Turn the ring.", Label.WRONG));
  }

  @Test
  void theNextEpisodeSaysNothingOfTheLast() {
    assertThat(
            hindsight(
                customer("How do I dim it?"),
                answer("Turn the ring."),
                new ConversationEvent.ConversationClosed(2, MAYA, "Maya", KEY, NOON),
                new ConversationEvent.ConversationReopened(3, 2, NOON),
                customer("That did not help")))
        .containsExactly(new Hindsight.Answered("Turn the ring.", Label.RIGHT));
  }

  @Test
  void nobodyKnowsWhereAnOperatorSteppedInUnasked() {
    assertThat(hindsight(customer("How do I dim it?"), answer("Turn the ring."), takeOver()))
        .containsExactly(new Hindsight.Answered("Turn the ring.", Label.UNKNOWN));
  }

  @Test
  void theFirstReplyOfAnOperatorBelongsToWhatWasHandedOff() {
    assertThat(
            hindsight(
                customer("How do I dim it?"),
                handOff("How do I dim it?", HandoffReason.LOW_CONFIDENCE),
                takeOver(),
                reply("By the ring."),
                reply("Anything else?")))
        .containsExactly(new Hindsight.LeftToTeam("By the ring."));
  }

  @Test
  void aReplyAfterTheHandBackBelongsToNothingBefore() {
    assertThat(
            hindsight(
                customer("How do I dim it?"),
                handOff("How do I dim it?", HandoffReason.NO_SOURCES),
                takeOver(),
                new ConversationEvent.HandedBack(4, MAYA, "Maya", KEY, NOON),
                takeOver(),
                reply("By the ring.")))
        .containsExactly(new Hindsight.LeftToTeam(null));
  }

  @Test
  void requestsForAPersonAndSmallTalkAreNoQuestions() {
    assertThat(
            hindsight(
                customer("hello"),
                spoke(Kind.SMALLTALK, "Hello!"),
                customer("A human please"),
                handOff("A human please", HandoffReason.EXPLICIT_REQUEST)))
        .isEmpty();
  }

  @Test
  void theQuestionIsEverythingSinceSomebodySpoke() {
    List<PastQuestion> questions =
        questions(
            customer("hi"),
            spoke(Kind.SMALLTALK, "Hello!"),
            customer("The lamp."),
            customer("How do I dim it?"),
            answer("Turn the ring."),
            customer("And the red one?"),
            spoke(Kind.UNANSWERED, "I could not find it."));

    assertThat(questions)
        .extracting(PastQuestion::text)
        .containsExactly("The lamp.\nHow do I dim it?", "And the red one?");
    assertThat(questions).extracting(PastQuestion::id).doesNotHaveDuplicates();
  }

  @Test
  void onlyTheNewestQuestionsOfALongConversationAreKept() {
    PastQuestions questions = new PastQuestions(ConversationId.random());
    for (int i = 0; i <= Replay.QUESTIONS_MAX; i++) {
      questions.next(customer("question " + i));
      questions.next(spoke(Kind.UNANSWERED, "I could not find it."));
    }

    List<PastQuestion> all = questions.all();

    assertThat(all).hasSize(Replay.QUESTIONS_MAX);
    assertThat(all.getFirst().text()).isEqualTo("question 1");
    assertThat(all.getLast().id()).endsWith("/" + (Replay.QUESTIONS_MAX + 1));
  }

  private static List<Hindsight> hindsight(ConversationEvent... events) {
    return questions(events).stream().map(PastQuestion::hindsight).toList();
  }

  private static List<PastQuestion> questions(ConversationEvent... events) {
    PastQuestions questions = new PastQuestions(ConversationId.random());
    Stream.of(events).forEach(questions::next);
    return questions.all();
  }

  private static ConversationEvent customer(String text) {
    return new ConversationEvent.CustomerWrote(1, 1, KEY, text, NOON);
  }

  private static ConversationEvent answer(String text) {
    return spoke(Kind.ANSWER, text);
  }

  private static ConversationEvent spoke(Kind kind, String text) {
    return new ConversationEvent.AgentSpoke(2, 1, null, 1, kind, text, List.of(), null, NOON);
  }

  private static ConversationEvent handOff(String question, HandoffReason reason) {
    return new ConversationEvent.HandedOff(2, reason, question, null, NOON);
  }

  private static ConversationEvent takeOver() {
    return new ConversationEvent.OperatorTookOver(3, MAYA, "Maya", "queue", null, NOON);
  }

  private static ConversationEvent reply(String text) {
    return new ConversationEvent.OperatorReplied(3, 1, KEY, MAYA, "Maya", text, NOON);
  }
}
