package dev.baton.conversation;

import static dev.baton.conversation.ConversationSamples.ANNA;
import static dev.baton.conversation.ConversationSamples.BEN;
import static dev.baton.conversation.ConversationSamples.NOON;
import static dev.baton.conversation.ConversationSamples.answered;
import static dev.baton.conversation.ConversationSamples.key;
import static dev.baton.conversation.ConversationSamples.needsPerson;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorSystem;
import akka.persistence.query.EventEnvelope;
import akka.persistence.query.Offset;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import dev.baton.conversation.ConversationEvent.ConversationClosed;
import dev.baton.conversation.ConversationEvent.ConversationOpened;
import dev.baton.conversation.ConversationEvent.ConversationReopened;
import dev.baton.handoff.HandoffReason;
import dev.baton.identity.ConversationId;
import dev.baton.identity.CustomerId;
import dev.baton.identity.OperatorId;
import dev.baton.identity.WorkspaceId;
import dev.baton.inboxview.InboxEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.pcollections.PVector;

/** What the history says of any moment is what the conversation was at that moment. */
class OwnershipHistoryTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final ConversationId ID = new ConversationId("cnv_Zk3vT0m1Qm6b2rYw8sXh4A");
  private static final long SEED = 20261122L;
  private static final int HISTORIES = 400;
  private static final int COMMANDS = 40;
  private static final int HISTORIES_FROM_A_JOURNAL = 20;

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void atEveryRevTheSpanIsThatOfTheState() {
    for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
      List<ConversationEvent> events = life(seed, state -> {});
      PVector<OwnershipSpan> spans = history(events).spans();
      ConversationState state = ConversationState.empty();
      for (ConversationEvent event : events) {
        state = ConversationState.evolve(state, event);
        OwnershipSpan span = spanAt(spans, state.rev());
        InboxEntry entry = state.entry(ID);
        assertThat(List.of(span.owner(), span.generation(), span.episode()))
            .as("seed %d, rev %d", seed, state.rev())
            .isEqualTo(List.of(entry.owner(), entry.generation(), entry.episode()));
        assertThat(span.operator() == null ? null : span.operator().id())
            .as("seed %d, rev %d", seed, state.rev())
            .isEqualTo(entry.operator());
      }
      assertThat(spans.stream().mapToLong(OwnershipHistoryTest::messages).sum())
          .as("every message of seed %d stands in one span", seed)
          .isEqualTo(state.lastSeq());
      assertThat(spans)
          .as("the agent in what people owned, seed %d", seed)
          .allMatch(
              span -> span.owner() == InboxEntry.OwnerKind.AGENT || span.messages().agent() == 0);
    }
  }

  @Test
  void aSpanSaysItsActItsAuthorItsReasonAndItsEnds() {
    Play play = new Play();
    Principal.Operator maya = new Principal.Operator(new OperatorId("opr_1"), "Maya Lind");
    play.says("k1", "A line");
    play.completes(needsPerson(HandoffReason.NO_SOURCES));
    play.replies(maya, "k2", "Here I am");
    play.closes(maya, "k3");
    play.says("k4", "Again");

    PVector<OwnershipSpan> spans = history(play.events()).spans();

    assertThat(spans)
        .extracting(OwnershipSpan::act)
        .containsExactly(
            OwnershipSpan.Act.OPENED,
            OwnershipSpan.Act.HANDED_OFF,
            OwnershipSpan.Act.TAKEN_OVER,
            OwnershipSpan.Act.CLOSED,
            OwnershipSpan.Act.REOPENED);
    assertThat(spans.get(0).messages()).isEqualTo(new OwnershipSpan.Messages(1, 1, 0));
    assertThat(spans.get(1).reason()).isEqualTo(HandoffReason.NO_SOURCES);
    assertThat(spans.get(2).by()).isEqualTo(new Message.Author.Operator(maya.id(), maya.name()));
    assertThat(spans.get(2).messages()).isEqualTo(new OwnershipSpan.Messages(0, 0, 1));
    assertThat(spans.get(4).episode()).isEqualTo(2);
    for (int n = 1; n < spans.size(); n++) {
      assertThat(spans.get(n - 1).toRev()).isEqualTo(spans.get(n).fromRev() - 1);
      assertThat(spans.get(n - 1).to()).isEqualTo(spans.get(n).from());
    }
    assertThat(spans.get(4).toRev()).isNull();
  }

  @Test
  void ofTooManySpansTheNewestAreKeptAndTheOthersCounted() {
    int most = OwnershipHistory.SPANS_MAX;
    List<ConversationEvent> events = new ArrayList<>();
    events.add(new ConversationOpened(WorkspaceId.random(), CustomerId.random(), null, null, NOON));
    IntStream.rangeClosed(2, most + 7)
        .forEach(n ->
            events.add(
                n % 2 == 0
                    ? new ConversationClosed(
                        n, new OperatorId("opr_1"), "Maya", ConversationSamples.key("k" + n), NOON)
                    : new ConversationReopened(n, n, NOON)));

    OwnershipHistory history = history(events);

    assertThat(history.spans()).hasSize(most);
    assertThat(history.omitted()).isEqualTo(7);
    assertThat(history.spans().get(0).fromRev()).isEqualTo(8);
    assertThat(history.spans().get(most - 1).fromRev()).isEqualTo(most + 7);
  }

  @Test
  void theEntryReadFromTheJournalAsOfARevIsTheOneThatWasLiveThen() throws Exception {
    int compared = 0;
    for (long seed = SEED; seed < SEED + HISTORIES_FROM_A_JOURNAL; seed++) {
      Map<Long, InboxEntry> live = new TreeMap<>();
      List<ConversationEvent> events = life(seed, state -> live.put(state.rev(), state.entry(ID)));
      ConversationHistory history = journalOf(events);
      for (Map.Entry<Long, InboxEntry> moment : live.entrySet()) {
        InboxEntry read =
            history
                .entryAsOf(ID, moment.getKey())
                .runWith(Sink.head(), system())
                .toCompletableFuture()
                .get();
        assertThat(read).as("seed %d", seed).isEqualTo(moment.getValue());
        compared++;
      }
      OwnershipHistory owned =
          history
              .ownership(ID, events.size())
              .runWith(Sink.head(), system())
              .toCompletableFuture()
              .get();
      assertThat(owned).isEqualTo(history(events));
    }
    assertThat(compared).isGreaterThan(HISTORIES_FROM_A_JOURNAL * 3);
  }

  private static ActorSystem<?> system() {
    return KIT.system();
  }

  private static ConversationHistory journalOf(List<ConversationEvent> events) {
    return new ConversationHistory((persistenceId, from, to) ->
        Source.range((int) from, (int) Math.min(to, events.size()))
            .map(rev ->
                new EventEnvelope(Offset.noOffset(), persistenceId, rev, events.get(rev - 1), 0L)));
  }

  private static OwnershipHistory history(List<ConversationEvent> events) {
    OwnershipHistory history = OwnershipHistory.empty();
    for (int n = 0; n < events.size(); n++) {
      history = history.after(TimelineEntry.of(n + 1, events.get(n)));
    }
    return history;
  }

  private static OwnershipSpan spanAt(List<OwnershipSpan> spans, long rev) {
    List<OwnershipSpan> covering =
        spans.stream()
            .filter(span -> span.fromRev() <= rev && (span.toRev() == null || span.toRev() >= rev))
            .toList();
    assertThat(covering).as("rev %d stands in one span", rev).hasSize(1);
    return covering.getFirst();
  }

  private static long messages(OwnershipSpan span) {
    return span.messages().customer() + span.messages().agent() + span.messages().operator();
  }

  /** What happens in a conversation by chance; {@code moments} sees it before each command. */
  private static List<ConversationEvent> life(long seed, Consumer<ConversationState> moments) {
    SplittableRandom random = new SplittableRandom(seed);
    Play play = new Play();
    play.says("k0", "Hello");
    for (int i = 1; i <= COMMANDS; i++) {
      moments.accept(play.state());
      String key = "k" + i;
      Principal.Operator operator = random.nextBoolean() ? ANNA : BEN;
      switch (random.nextInt(9)) {
        case 0, 1 -> play.says(key, "Line " + i);
        case 2 -> play.asksForPerson(key);
        case 3 -> play.takesOver(operator, key);
        case 4 -> play.replies(operator, key, "Reply");
        case 5 -> play.handsBack(operator, key);
        case 6 -> play.closes(operator, key);
        case 7 -> play.perform(operator, new ConversationCommand.AddNote(key(key), "Note"));
        default -> {
          if (play.state().pending() != null) {
            play.completes(
                random.nextBoolean()
                    ? answered("Turn the ring.")
                    : needsPerson(HandoffReason.LOW_CONFIDENCE));
          }
        }
      }
    }
    return play.events();
  }
}
