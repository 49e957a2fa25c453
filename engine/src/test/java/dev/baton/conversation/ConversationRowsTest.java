package dev.baton.conversation;

import static dev.baton.conversation.ConversationSamples.ANNA;
import static dev.baton.conversation.ConversationSamples.key;
import static dev.baton.conversation.ConversationStage.KIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.inboxview.InboxChange;
import dev.baton.inboxview.InboxEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the inbox is told of a conversation's row. */
class ConversationRowsTest {
  private final ConversationStage stage = new ConversationStage();

  @AfterEach
  void stop() {
    KIT.stop(stage.actor());
  }

  @Test
  void theInboxIsToldWhereTheConversationStoodBefore() {
    InboxEntry agents = stage.says("k", "Hello").entry();
    stage.inbox.clear();

    InboxEntry annas =
        stage.accepted(ANNA, new ConversationCommand.Reply(key("r"), "Let me see", null)).entry();
    InboxEntry closed =
        stage.accepted(ANNA, new ConversationCommand.Close(key("c"), annas.generation())).entry();

    assertThat(stage.inbox)
        .containsExactly(
            new InboxChange(agents.placement(), annas), new InboxChange(annas.placement(), closed));
  }

  @Test
  void aWokenConversationPublishesItsRowAndEndsWhenItKnowsLessThanTheJournal() {
    ConversationReply.Accepted accepted = stage.says("k", "Hello");
    stage.inbox.clear();
    stage.actor().tell(new ConversationMessage.Wake(3));
    stage.settle();
    assertThat(stage.inbox).containsExactly(new InboxChange(null, accepted.entry()));

    stage.actor().tell(new ConversationMessage.Wake(4));

    stage.replies.expectTerminated(stage.actor());
  }
}
