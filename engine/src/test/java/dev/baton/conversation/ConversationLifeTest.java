package dev.baton.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.baton.answering.Outcome;
import dev.baton.identity.OperatorId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Random lives of conversations over the real rules, each from one seed, judged by a fold of its
 * own. And the judge is judged: with any one guard taken out, it must find the fault.
 */
class ConversationLifeTest {
  private static final int HISTORIES = Integer.getInteger("baton.histories", 20_000);
  private static final long SEED = Long.getLong("baton.seed", 20261122L);
  private static final int HISTORIES_PER_MUTANT = 3_000;

  /** Seeds that once found a fault. */
  private static final long[] KEPT = {};

  @Test
  void everyLifeKeepsTheInvariants() {
    Set<Class<?>> types = new HashSet<>();
    Set<Pair> pairs = new HashSet<>();
    long stored = 0;
    Play.Rules watched =
        (state, principal, command, circumstances) -> {
          pairs.add(new Pair(state.ownership().getClass(), command.getClass()));
          return ConversationRules.decide(state, principal, command, circumstances);
        };
    for (long seed : KEPT) {
      lived(seed, watched);
    }
    for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
      List<ConversationEvent> events = lived(seed, watched);
      events.forEach(event -> types.add(event.getClass()));
      stored += events.size();
    }
    System.out.printf("%d histories from seed %d: %d events%n", HISTORIES, SEED, stored);

    assertThat(types).containsExactlyInAnyOrder(ConversationEvent.class.getPermittedSubclasses());
    // Every owner with every command, but for outcomes of what has not begun.
    assertThat(pairs).hasSize(5 * 8 - 1);
  }

  @TestFactory
  Stream<DynamicTest> theJudgeFindsEachGuardThatIsMissing() {
    return mutants().entrySet().stream()
        .map(mutant ->
            dynamicTest(
                mutant.getKey(),
                () -> {
                  @Nullable String fault = null;
                  for (long seed = SEED;
                      fault == null && seed < SEED + HISTORIES_PER_MUTANT;
                      seed++) {
                    fault = fault(seed, mutant.getValue());
                  }
                  assertThat(fault).as("the fault of " + mutant.getKey()).isNotNull();
                }));
  }

  private record Pair(Class<?> owner, Class<?> command) {}

  private static List<ConversationEvent> lived(long seed, Play.Rules rules) {
    try {
      return ConversationLife.live(seed, rules);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "seed " + seed + " (-Dbaton.histories=1 -Dbaton.seed=" + seed + "): " + e.getMessage(),
          e);
    }
  }

  private static @Nullable String fault(long seed, Play.Rules rules) {
    try {
      ConversationLife.live(seed, rules);
      return null;
    } catch (AssertionError e) {
      return e.getMessage();
    }
  }

  private static Map<String, Play.Rules> mutants() {
    Map<String, Play.Rules> mutants = new LinkedHashMap<>();
    mutants.put("a late outcome is said", ConversationLifeTest::saysLateOutcomes);
    mutants.put("an outcome of an older generation is said", ConversationLifeTest::forgetsEpochs);
    mutants.put("the queue does not count as human", ConversationLifeTest::queueSpeaks);
    mutants.put("keys are not looked up", ConversationLifeTest::forgetsKeys);
    mutants.put("other content passes under a known key", ConversationLifeTest::trustsKeys);
    mutants.put("a take-over from a stale view wins", ConversationLifeTest::ignoresStaleViews);
    mutants.put("a customer ends a human span", ConversationLifeTest::customerReopens);
    mutants.put("the last words come after the handoff", ConversationLifeTest::wordsAfterHandoff);
    mutants.put("a seq is given twice", ConversationLifeTest::repeatsSeq);
    mutants.put("a message is not put to the agent", ConversationLifeTest::doesNotAsk);
    mutants.put("a colleague replies without taking over", ConversationLifeTest::colleagueReplies);
    return mutants;
  }

  private static Verdict saysLateOutcomes(
      ConversationState state, Principal principal, ConversationCommand command, Circumstances c) {
    Verdict verdict = ConversationRules.decide(state, principal, command, c);
    return verdict instanceof Verdict.Drop ? says(state, command, state.generation(), c) : verdict;
  }

  private static Verdict forgetsEpochs(
      ConversationState state, Principal principal, ConversationCommand command, Circumstances c) {
    Verdict verdict = ConversationRules.decide(state, principal, command, c);
    boolean agents = state.ownership() instanceof Ownership.AgentOwned;
    return verdict instanceof Verdict.Drop && agents
        ? says(state, command, state.generation(), c)
        : verdict;
  }

  private static Verdict queueSpeaks(
      ConversationState state, Principal principal, ConversationCommand command, Circumstances c) {
    boolean queued = state.ownership() instanceof Ownership.Queued;
    return queued && command instanceof ConversationCommand.CompleteAnswer
        ? says(state, command, state.generation(), c)
        : ConversationRules.decide(state, principal, command, c);
  }

  private static Verdict says(
      ConversationState state, ConversationCommand command, long generation, Circumstances c) {
    ConversationCommand.CompleteAnswer complete = (ConversationCommand.CompleteAnswer) command;
    String text = complete.outcome() instanceof Outcome.Answered answered ? answered.text() : "…";
    return new Verdict.Accept(
        List.of(
            new ConversationEvent.AgentSpoke(
                state.lastSeq() + 1,
                state.episode(),
                complete.request(),
                generation,
                ConversationEvent.AgentSpoke.Kind.ANSWER,
                text,
                List.of(),
                null,
                c.now())));
  }

  private static Verdict forgetsKeys(
      ConversationState state, Principal principal, ConversationCommand command, Circumstances c) {
    return ConversationRules.decide(
        with(state, state.ownership(), HashTreePMap.empty()), principal, command, c);
  }

  private static Verdict trustsKeys(
      ConversationState state, Principal principal, ConversationCommand command, Circumstances c) {
    Verdict verdict = ConversationRules.decide(state, principal, command, c);
    if (verdict.equals(new Verdict.Refuse(Refusal.KEY_REUSED))
        && command instanceof ConversationCommand.Keyed keyed) {
      return new Verdict.Repeat(
          Objects.requireNonNull(state.receipts().get(Receipt.scoped(principal, keyed.key()))));
    }
    return verdict;
  }

  private static Verdict ignoresStaleViews(
      ConversationState state, Principal principal, ConversationCommand command, Circumstances c) {
    ConversationCommand fresh =
        command instanceof ConversationCommand.TakeOver take
            ? new ConversationCommand.TakeOver(take.key(), state.generation())
            : command;
    return ConversationRules.decide(state, principal, fresh, c);
  }

  private static Verdict customerReopens(
      ConversationState state, Principal principal, ConversationCommand command, Circumstances c) {
    boolean post = command instanceof ConversationCommand.PostMessage;
    Ownership seen = post && state.ownership().human() ? new Ownership.Closed() : state.ownership();
    return ConversationRules.decide(with(state, seen, state.receipts()), principal, command, c);
  }

  private static Verdict wordsAfterHandoff(
      ConversationState state, Principal principal, ConversationCommand command, Circumstances c) {
    return changed(
        ConversationRules.decide(state, principal, command, c),
        events -> {
          if (events.getLast() instanceof ConversationEvent.HandedOff) {
            events.add(events.remove(events.size() - 2));
          }
        });
  }

  private static Verdict repeatsSeq(
      ConversationState state, Principal principal, ConversationCommand command, Circumstances c) {
    return changed(
        ConversationRules.decide(state, principal, command, c),
        events ->
            events.replaceAll(event ->
                event instanceof ConversationEvent.CustomerWrote wrote && wrote.seq() > 3
                    ? new ConversationEvent.CustomerWrote(
                        wrote.seq() - 1, wrote.episode(), wrote.key(), wrote.text(), wrote.at())
                    : event));
  }

  private static Verdict doesNotAsk(
      ConversationState state, Principal principal, ConversationCommand command, Circumstances c) {
    return changed(
        ConversationRules.decide(state, principal, command, c),
        events ->
            events.removeIf(
                event -> event instanceof ConversationEvent.AgentAsked && state.generation() > 1));
  }

  private static Verdict colleagueReplies(
      ConversationState state, Principal principal, ConversationCommand command, Circumstances c) {
    boolean reply = command instanceof ConversationCommand.Reply;
    Ownership seen =
        reply
                && principal instanceof Principal.Operator operator
                && state.ownership() instanceof Ownership.OperatorOwned
            ? new Ownership.OperatorOwned(new OperatorId(operator.id().value()), "")
            : state.ownership();
    return ConversationRules.decide(with(state, seen, state.receipts()), principal, command, c);
  }

  private static Verdict changed(Verdict verdict, Consumer<List<ConversationEvent>> change) {
    if (!(verdict instanceof Verdict.Accept accept)) {
      return verdict;
    }
    List<ConversationEvent> events = new ArrayList<>(accept.events());
    change.accept(events);
    return new Verdict.Accept(events);
  }

  private static ConversationState with(
      ConversationState state, Ownership ownership, PMap<String, Receipt> receipts) {
    return new ConversationState(
        state.opening(),
        ownership,
        state.generation(),
        state.episode(),
        state.lastSeq(),
        state.rev(),
        receipts,
        state.pending(),
        state.abandoned(),
        state.unanswered(),
        state.lastLine(),
        state.handoffReason(),
        state.handedOffAt(),
        state.openedAt(),
        state.updatedAt());
  }
}
