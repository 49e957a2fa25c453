package dev.baton.conversation;

import static dev.baton.conversation.ConversationSamples.AGENT;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import dev.baton.verify.JournalChecker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * A journal that an earlier release wrote is read by this one: 40 conversations with events of
 * version 1, and beside them what that release made of them. Never edited; the next version adds
 * its own.
 */
class EarlierJournalTest {
  private static final Path JOURNALS = Path.of("src/test/resources/journals");
  private static final ActorTestKit KIT = ActorTestKit.create("earlier-journal");
  private static final Serialization PRODUCTION =
      SerializationExtension.get(KIT.system().classicSystem());

  private final JournalChecker checker = new JournalChecker();
  private final Map<String, ConversationState> states = new LinkedHashMap<>();
  private final List<ConversationState> asked = new ArrayList<>();

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  @Test
  void theJournalOfEventVersion1GivesTheSameConversations() throws IOException {
    load("events-1.csv");

    List<String> found = states.entrySet().stream().map(EarlierJournalTest::summary).toList();

    assertThat(found).containsExactlyElementsOf(lines("events-1.states.csv"));
    assertThat(checker.report().violations()).isEmpty();
  }

  @Test
  void whatTheAgentWasAskedThenItMayStillAnswerNow() throws IOException {
    load("events-1.csv");

    assertThat(asked)
        .hasSizeGreaterThan(100)
        .allSatisfy(state -> {
          PendingAnswer pending = Objects.requireNonNull(state.pending());
          Verdict verdict =
              ConversationRules.decide(
                  state,
                  AGENT,
                  new ConversationCommand.CompleteAnswer(
                      pending.request(),
                      pending.generation(),
                      ConversationSamples.answered("Turn the ring.")),
                  Play.circumstances("req_new"));
          assertThat(verdict).isInstanceOf(Verdict.Accept.class);
        });
  }

  private void load(String journal) throws IOException {
    for (String line : lines(journal)) {
      String[] row = line.split(",", -1);
      byte[] payload = Base64.getDecoder().decode(row[4]);
      ConversationEvent event =
          (ConversationEvent)
              PRODUCTION.deserialize(payload, Integer.parseInt(row[2]), row[3]).get();
      checker.next("conversation|" + row[0], Long.parseLong(row[1]), payload);
      ConversationState before = states.getOrDefault(row[0], ConversationState.empty());
      ConversationState after = ConversationState.evolve(before, event);
      states.put(row[0], after);
      if (event instanceof ConversationEvent.AgentAsked) {
        asked.add(after);
      }
    }
  }

  private static List<String> lines(String file) throws IOException {
    return Files.readAllLines(JOURNALS.resolve(file));
  }

  private static String summary(Map.Entry<String, ConversationState> conversation) {
    ConversationState state = conversation.getValue();
    PendingAnswer pending = state.pending();
    return "%s,%s,%d,%d,%d,%d,%d,%s"
        .formatted(
            conversation.getKey(),
            state.ownerKind(),
            state.generation(),
            state.episode(),
            state.lastSeq(),
            state.rev(),
            state.receipts().size(),
            pending == null ? "" : pending.request().value());
  }
}
