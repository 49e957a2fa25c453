package dev.baton.conversation;

import static dev.baton.conversation.ConversationSamples.ANNA;
import static dev.baton.conversation.ConversationSamples.CONVERSATION;
import static dev.baton.conversation.ConversationSamples.NOON;
import static dev.baton.conversation.ConversationSamples.answered;
import static dev.baton.conversation.ConversationSamples.needsPerson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.handoff.HandoffReason;
import dev.baton.inboxview.InboxEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What follows from each thing that happens. */
class ConversationStateTest {
  private final Play play = new Play();

  @Test
  void revCountsEventsAndSeqCountsMessages() {
    play.says("k1", "Hello");
    play.says("k2", "How do I dim it?");
    play.completes(answered("Turn the ring."));

    assertThat(play.state().rev()).isEqualTo(play.events().size()).isEqualTo(6);
    assertThat(play.state().lastSeq()).isEqualTo(3);
  }

  @Test
  void everyChangeOfOwnerIsANewGeneration() {
    play.says("k", "Hello");
    assertThat(play.state().generation()).isEqualTo(1);
    play.asksForPerson("b");
    assertThat(play.state().generation()).isEqualTo(2);
    play.takesOver(ANNA, "t");
    assertThat(play.state().generation()).isEqualTo(3);
    play.handsBack(ANNA, "h");
    assertThat(play.state().generation()).isEqualTo(4);
    play.closes(ANNA, "c");
    assertThat(play.state().generation()).isEqualTo(5);
    play.says("k2", "Again");
    assertThat(play.state().generation()).isEqualTo(6);
    assertThat(play.state().episode()).isEqualTo(2);
  }

  @Test
  void theQuestionIsWhatTheCustomerSaidSinceTheAgentSpoke() {
    play.says("k1", "Hello");
    play.says("k2", "How do I dim it?");
    assertThat(play.state().question()).isEqualTo("Hello\nHow do I dim it?");

    play.completes(answered("Turn the ring."));
    assertThat(play.state().question()).isEmpty();

    play.says("k3", "And then?");
    assertThat(play.state().question()).isEqualTo("And then?");
  }

  @Test
  void theQuestionKeepsTheLastTenLines() {
    for (int i = 1; i <= 12; i++) {
      play.says("k" + i, "line " + i);
    }

    assertThat(play.state().unanswered()).hasSize(10).startsWith("line 3").endsWith("line 12");
  }

  @Test
  void aNewOwnerKeepsTheQuestionAndRemembersWhatWasAbandoned() {
    play.says("k", "How do I dim it?");
    PendingAnswer asked = play.pending();

    play.takesOver(ANNA, "t");
    play.says("k2", "Anna?");

    assertThat(play.state().question()).isEqualTo("How do I dim it?\nAnna?");
    assertThat(play.state().pending()).isNull();
    assertThat(play.state().abandoned()).isEqualTo(asked);
  }

  @Test
  void anAnswerLeavesNothingAbandoned() {
    play.says("k", "How do I dim it?");

    play.completes(needsPerson(HandoffReason.LOW_CONFIDENCE));

    assertThat(play.state().abandoned()).isNull();
  }

  @Test
  void reopeningForgetsTheHandoff() {
    play.asksForPerson("b");
    assertThat(play.state().handoffReason()).isEqualTo(HandoffReason.EXPLICIT_REQUEST);
    play.closes(ANNA, "c");

    play.says("k", "Again");

    assertThat(play.state().handoffReason()).isNull();
    assertThat(play.state().handedOffAt()).isNull();
  }

  @Test
  void theRowOfTheInboxSaysWhoOwnsAndWhoWaits() {
    play.says("k", "x\n".repeat(200));
    InboxEntry agents = play.state().entry(CONVERSATION);
    play.asksForPerson("b");
    InboxEntry waiting = play.state().entry(CONVERSATION);
    play.takesOver(ANNA, "t");
    InboxEntry annas = play.state().entry(CONVERSATION);

    assertThat(agents.owner()).isEqualTo(InboxEntry.OwnerKind.AGENT);
    assertThat(agents.lastLine())
        .isNotNull()
        .satisfies(line -> assertThat(line.text()).hasSize(160).doesNotContain("\n"));
    assertThat(waiting.waitingSince()).isNotNull().isEqualTo(waiting.handedOffAt());
    assertThat(annas.operator()).isEqualTo(ANNA.id());
    assertThat(annas.waitingSince()).isNull();
    assertThat(annas.openedAt()).isEqualTo(agents.openedAt());
    assertThat(annas.rev()).isEqualTo(play.state().rev());
  }

  @Test
  void whatHasNotBegunHasNoRow() {
    assertThatThrownBy(() -> ConversationState.empty().entry(CONVERSATION))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aSnapshotOfAnyMomentIsTheState() {
    for (long seed = 1; seed <= 300; seed++) {
      List<ConversationEvent> events = ConversationLife.live(seed, ConversationRules::decide);
      ConversationState state = ConversationState.empty();
      for (ConversationEvent event : events) {
        state = ConversationState.evolve(state, event);
        assertThat(StoredConversation.of(state).state()).as("seed %s", seed).isEqualTo(state);
      }
    }
    assertThat(StoredConversation.of(ConversationState.empty()).state())
        .isEqualTo(ConversationState.empty());
  }

  @Test
  void theStateOfOneConversationDoesNotChangeUnderItsHolder() {
    play.says("k", "Hello");
    ConversationState held = play.state();

    ConversationState next =
        ConversationState.evolve(
            held, new ConversationEvent.PersonRequested(ConversationSamples.key("p"), NOON));

    assertThat(held.receipts()).hasSize(1);
    assertThat(next.receipts()).hasSize(2);
  }
}
