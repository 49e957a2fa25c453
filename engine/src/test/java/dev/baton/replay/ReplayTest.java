package dev.baton.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.answering.Agent;
import dev.baton.answering.Citation;
import dev.baton.answering.Inquiry;
import dev.baton.answering.Outcome;
import dev.baton.answering.Why;
import dev.baton.handoff.HandoffReason;
import dev.baton.identity.SourceId;
import dev.baton.identity.WorkspaceId;
import dev.baton.replay.PastQuestion.Hindsight;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final WorkspaceId SHOP = WorkspaceId.random();
  private static final String PASSAGE = "Turn the brass ring to dim the lamp";

  /** Answers from the one passage, as sure as the question says; else as the question asks. */
  private static final Agent AGENT =
      inquiry ->
          switch (inquiry.text()) {
            case "hello" -> new Outcome.SmallTalk("Hello!", why(inquiry, 0));
            case "a person" ->
                new Outcome.NeedsPerson(HandoffReason.EXPLICIT_REQUEST, why(inquiry, 0));
            case "nowhere" ->
                new Outcome.NeedsPerson(HandoffReason.LOW_CONFIDENCE, why(inquiry, 0));
            case "broken" -> throw new IllegalStateException("broken");
            default ->
                new Outcome.Answered(
                    PASSAGE,
                    List.of(
                        new Citation(1, new SourceId("src_a"), "Lamps", null, null, null, PASSAGE)),
                    why(inquiry, Double.parseDouble(inquiry.text())));
          };

  private final Replay replay = new Replay(AGENT, (workspace, text, inLanguageOf) -> words(text));

  private static Why why(Inquiry inquiry, double confidence) {
    return new Why("", confidence, inquiry.threshold(), inquiry.text(), List.of(), Map.of());
  }

  private static Set<String> words(String text) {
    return Pattern.compile("\\W+")
        .splitAsStream(text.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  @Test
  void keepsHowSureTheAgentIsNowAndWhatItWouldAnswerFrom() {
    Replayed one = replayed("0.62", new Hindsight.Told(true));

    assertThat(one.confidence()).isEqualTo(0.62);
    assertThat(one.source()).isNotNull().extracting(Citation::passage).isEqualTo(PASSAGE);
    assertThat(one.answeredAt(0.62)).isTrue();
    assertThat(one.answeredAt(Math.nextUp(0.62))).isFalse();
  }

  @Test
  void whatNoSourceAnswersGoesToTheTeamAtAnyThreshold() {
    assertThat(replayed("nowhere", new Hindsight.Told(true)).answeredAt(0)).isFalse();
    assertThat(replayed("broken", new Hindsight.Told(true)).answeredAt(0)).isFalse();
  }

  @Test
  void whatTheThresholdDoesNotDecideIsLeftOut() {
    Replay.Result result = run(question("hello"), question("a person"), question("0.5"));

    assertThat(result.questions()).hasSize(1);
    assertThat(result.leftOut()).isEqualTo(2);
  }

  @Test
  void whatTheFileSaysIsTheLabel() {
    assertThat(label(new Hindsight.Told(true))).isEqualTo(Label.RIGHT);
    assertThat(label(new Hindsight.Told(false))).isEqualTo(Label.WRONG);
  }

  @Test
  void anAnswersOutcomeHoldsWhileTheAnswerIsTheSame() {
    assertThat(label(new Hindsight.Answered("Turn the brass ring.", Label.WRONG)))
        .isEqualTo(Label.WRONG);
    assertThat(label(new Hindsight.Answered("Turn the brass ring.", Label.RIGHT)))
        .isEqualTo(Label.RIGHT);
    assertThat(label(new Hindsight.Answered("Ask Siri for darkness tonight", Label.WRONG)))
        .isEqualTo(Label.UNKNOWN);
  }

  @Test
  void anOperatorsReplyDecidesByTheWordsItShares() {
    assertThat(label(new Hindsight.LeftToTeam("Hi, turn the ring on the lamp. Maya")))
        .isEqualTo(Label.RIGHT);
    assertThat(label(new Hindsight.LeftToTeam("We sent you a new one by post today")))
        .isEqualTo(Label.WRONG);
    assertThat(label(new Hindsight.LeftToTeam("Done!"))).isEqualTo(Label.UNKNOWN);
    assertThat(label(new Hindsight.LeftToTeam(null))).isEqualTo(Label.UNKNOWN);
  }

  @Test
  void twoFifthsOfTheWordsAgree() {
    Set<String> passage = Set.of("a", "b");

    assertThat(Agreement.between(Set.of("a", "b", "c", "d", "e"), passage)).contains(true);
    assertThat(Agreement.between(Set.of("a", "c", "d"), passage)).contains(false);
    assertThat(Agreement.between(Set.of("a", "b"), passage)).isEmpty();
  }

  @Test
  void theSameQuestionsGiveTheSameResult() {
    PastQuestion[] asked = {question("0.9"), question("nowhere"), question("0.1")};

    assertThat(run(asked)).isEqualTo(run(asked));
  }

  @Test
  void aNewReplayCancelsTheOneBefore() {
    Queue<Runnable> waiting = new ArrayDeque<>();
    List<String> asked = new ArrayList<>();
    Agent noting =
        inquiry -> {
          asked.add(inquiry.text());
          return AGENT.answer(inquiry);
        };
    Replays replays =
        new Replays(
            new Replay(noting, (workspace, text, inLanguageOf) -> Set.of()),
            workspace -> 1,
            waiting::add,
            Clock.systemUTC());

    replays.begin(SHOP, Replays.Origin.HISTORY, cancelled -> List.of(question("0.1")));
    replays.begin(SHOP, Replays.Origin.FILE, cancelled -> List.of(question("0.9")));
    assertThat(replays.state(SHOP)).contains(new Replays.State.Running(Replays.Origin.FILE, 0, 0));
    waiting.forEach(Runnable::run);

    assertThat(asked).containsExactly("0.9");
    assertThat(replays.state(SHOP)).get().isInstanceOf(Replays.State.Ready.class);
    assertThat(replays.state(WorkspaceId.random())).isEmpty();
  }

  @Test
  void oneThatIsCancelledUnderWayStopsAtTheNextQuestion() {
    List<String> asked = new ArrayList<>();
    Agent noting =
        inquiry -> {
          asked.add(inquiry.text());
          return AGENT.answer(inquiry);
        };

    assertThat(
            new Replay(noting, (workspace, text, inLanguageOf) -> Set.of())
                .run(
                    SHOP,
                    List.of(question("0.1"), question("0.2")),
                    done -> {},
                    () -> !asked.isEmpty()))
        .isEmpty();
    assertThat(asked).containsExactly("0.1");
  }

  @Test
  void itSaysWhenTheSourcesHaveChangedAndWhenItBrokeOff() {
    AtomicReference<Object> sources = new AtomicReference<>("one");
    Replays replays =
        new Replays(replay, workspace -> sources.get(), Runnable::run, Clock.systemUTC());
    replays.begin(SHOP, Replays.Origin.FILE, cancelled -> List.of(question("0.9")));
    Replays.State.Ready ready = (Replays.State.Ready) replays.state(SHOP).orElseThrow();

    assertThat(replays.sourcesChanged(SHOP, ready)).isFalse();
    sources.set("another");
    assertThat(replays.sourcesChanged(SHOP, ready)).isTrue();

    replays.begin(
        SHOP,
        Replays.Origin.HISTORY,
        cancelled -> {
          throw new IllegalStateException("no journal");
        });
    assertThat(replays.state(SHOP)).contains(new Replays.State.Failed(Replays.Origin.HISTORY));
  }

  @Test
  void onlySoManyAreRemembered() {
    Replays replays = new Replays(replay, workspace -> 1, Runnable::run, Clock.systemUTC());
    replays.begin(SHOP, Replays.Origin.FILE, cancelled -> List.of());
    for (int i = 1; i < Replays.KEPT_MAX; i++) {
      replays.begin(WorkspaceId.random(), Replays.Origin.FILE, cancelled -> List.of());
    }
    assertThat(replays.state(SHOP)).isPresent();

    replays.begin(WorkspaceId.random(), Replays.Origin.FILE, cancelled -> List.of());

    assertThat(replays.state(SHOP)).isEmpty();
  }

  private Label label(Hindsight hindsight) {
    return replayed("0.5", hindsight).label();
  }

  private Replayed replayed(String text, Hindsight hindsight) {
    return run(new PastQuestion("1", null, null, text, hindsight)).questions().getFirst();
  }

  private Replay.Result run(PastQuestion... questions) {
    return replay.run(SHOP, List.of(questions), done -> {}, () -> false).orElseThrow();
  }

  private static PastQuestion question(String text) {
    return new PastQuestion(text, null, null, text, new Hindsight.Told(true));
  }
}
