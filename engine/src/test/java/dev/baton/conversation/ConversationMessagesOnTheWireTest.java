package dev.baton.conversation;

import static dev.baton.conversation.ConversationSamples.ANNA;
import static dev.baton.conversation.ConversationSamples.CARLA;
import static dev.baton.conversation.ConversationSamples.CONVERSATION;
import static dev.baton.conversation.ConversationSamples.OPENING;
import static dev.baton.conversation.ConversationSamples.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import dev.baton.inboxview.InboxEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What conversations are sent and say arrives on another node as it was. */
class ConversationMessagesOnTheWireTest {
  private static final ActorTestKit KIT = ActorTestKit.create("on-the-wire");

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  @TestFactory
  Stream<DynamicTest> arrivesAsItWas() {
    return messages().stream()
        .map(message ->
            dynamicTest(
                message.getClass().getSimpleName(),
                () -> KIT.serializationTestKit().verifySerialization(message, true)));
  }

  @Test
  void everyKindOfHappeningIsAmongThem() {
    Set<Class<?>> kinds = new HashSet<>();
    entries().forEach(entry -> kinds.add(entry.happening().getClass()));

    assertThat(kinds)
        .containsExactlyInAnyOrder(TimelineEntry.Happening.class.getPermittedSubclasses());
  }

  private static List<Object> messages() {
    TestProbe<ConversationReply> replies = KIT.createTestProbe();
    TestProbe<ConversationUpdate> updates = KIT.createTestProbe();
    TestProbe<ConversationMessage> conversation = KIT.createTestProbe();
    Play play = new Play();
    play.says("k", "Hello");
    InboxEntry row = play.state().entry(CONVERSATION);
    List<Object> messages = new ArrayList<>();
    for (ConversationCommand command :
        List.of(
            new ConversationCommand.PostMessage(key("k"), "Hello"),
            new ConversationCommand.RateAnswer(key("k"), 2, false),
            new ConversationCommand.AskForPerson(key("k")))) {
      messages.add(new ConversationMessage.Perform(OPENING, CARLA, command, replies.getRef()));
    }
    for (ConversationCommand command :
        List.of(
            new ConversationCommand.Reply(key("k"), "Hello", null),
            new ConversationCommand.Reply(key("k"), "Hello", 3L),
            new ConversationCommand.TakeOver(key("k"), 1),
            new ConversationCommand.HandBack(key("k"), 1),
            new ConversationCommand.Close(key("k"), 1))) {
      messages.add(new ConversationMessage.Perform(OPENING, ANNA, command, replies.getRef()));
    }
    messages.add(new ConversationMessage.Follow(updates.getRef()));
    messages.add(new ConversationMessage.Typing(CARLA));
    messages.add(new ConversationMessage.Wake(3));
    messages.add(new ConversationMessage.Stop());
    entries().stream()
        .map(TimelineEntry::happening)
        .filter(TimelineEntry.Happening.Said.class::isInstance)
        .map(said -> ((TimelineEntry.Happening.Said) said).message())
        .forEach(message -> messages.add(new ConversationReply.Accepted(row, message, false)));
    messages.add(new ConversationReply.Accepted(row, null, true));
    messages.add(new ConversationReply.Refused(Refusal.OWNERSHIP_CHANGED, row));
    messages.add(new ConversationReply.Refused(Refusal.NOT_FOUND, null));
    messages.add(new ConversationReply.Unknown());
    messages.add(new ConversationUpdate.Followed(conversation.getRef(), 0, null));
    messages.add(new ConversationUpdate.Happened(entries(), row));
    messages.add(new ConversationUpdate.Typing(ANNA));
    messages.add(new ConversationUpdate.FollowRefused());
    return messages;
  }

  private static List<TimelineEntry> entries() {
    List<TimelineEntry> entries = new ArrayList<>();
    for (ConversationEvent event : ConversationSamples.oneOfEach()) {
      entries.add(TimelineEntry.of(entries.size() + 1L, event));
    }
    return entries;
  }
}
