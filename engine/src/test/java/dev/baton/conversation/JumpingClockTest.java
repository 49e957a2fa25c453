package dev.baton.conversation;

import static dev.baton.conversation.ConversationSamples.ANNA;
import static dev.baton.conversation.ConversationSamples.CARLA;
import static dev.baton.conversation.ConversationSamples.key;
import static dev.baton.conversation.ConversationStage.DEADLINE;
import static dev.baton.conversation.ConversationStage.HOLD_MAX;
import static dev.baton.conversation.ConversationStage.QUIET;
import static dev.baton.conversation.ConversationStage.TYPING_HOLD;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** P16: the clock on the wall is set forward and back; nothing that waits goes by it. */
class JumpingClockTest {
  private final ConversationStage stage = new ConversationStage();

  @ParameterizedTest
  @ValueSource(longs = {-3600, -1, 3600})
  void typingHoldsTheAgentBackAsLongAsEverAndNoLonger(long seconds) {
    stage.says("k", "How do I");
    stage.clockJumps(Duration.ofSeconds(seconds));

    Duration step = TYPING_HOLD.minusSeconds(1);
    stage.actor().tell(new ConversationMessage.Typing(CARLA));
    for (Duration held = Duration.ZERO; held.compareTo(HOLD_MAX) < 0; held = held.plus(step)) {
      stage.notAsked();
      stage.pass(step);
      stage.actor().tell(new ConversationMessage.Typing(CARLA));
    }

    assertThat(stage.asked().inquiry().text()).isEqualTo("How do I");
  }

  @ParameterizedTest
  @ValueSource(longs = {-3600, 3600})
  void theAgentsDeadlineIsNotMoved(long seconds) {
    stage.says("k", "How do I dim it?");
    stage.pass(QUIET);
    stage.asked();
    stage.clockJumps(Duration.ofSeconds(seconds));

    stage.pass(DEADLINE.minusSeconds(1));
    assertThat(stage.stored()).doesNotContain("HandedOff");
    stage.pass(Duration.ofSeconds(1));

    assertThat(stage.stored()).endsWith("AgentSpoke", "HandedOff");
  }

  @Test
  void orderIsThatOfTheJournalWhateverTheTimesSay() {
    List<Long> seqs = new ArrayList<>();
    List<Long> revs = new ArrayList<>();
    stage.says("first", "Hello");
    stage.takenOver(ANNA, "t", 1);
    for (int i = 0; i < 6; i++) {
      stage.clockJumps(Duration.ofHours(i % 2 == 0 ? -1 : 1));
      ConversationReply.Accepted accepted =
          i % 3 == 0
              ? stage.accepted(ANNA, new ConversationCommand.Reply(key("r" + i), "Yes?", null))
              : stage.says("k" + i, "And?");
      seqs.add(java.util.Objects.requireNonNull(accepted.message()).seq());
      revs.add(accepted.entry().rev());
    }

    assertThat(seqs).containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(revs).isSorted().doesNotHaveDuplicates();
  }
}
