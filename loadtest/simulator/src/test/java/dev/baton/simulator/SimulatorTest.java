package dev.baton.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.baton.conversation.ConversationEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Lives of conversations under faults; and with any one guard taken out the fault is found. */
class SimulatorTest {
  private static final long HISTORIES = Long.getLong("baton.histories", 100_000);
  private static final long SEED = Long.getLong("baton.seed", 20261122L);

  /**
   * Seeds that once found a fault: an incarnation that had read the journal before a write of its
   * predecessor landed stayed behind, and its waiting customer silent.
   */
  private static final List<Long> KEPT = List.of(16_493L, 37_076L);

  @Test
  void everyLifeKeepsTheInvariantsAndEveryPairIsReached() {
    Tally tally = Campaign.run(SEED, HISTORIES, 1, Parts.real(), new AtomicLong());

    Coverage coverage = new Coverage(tally);
    System.out.printf(
        "%,d histories from seed %d: %,d events, %,d faults, %d pairs%n",
        tally.histories(), SEED, tally.events(), tally.faults().times(), coverage.reachable());
    assertThat(tally.violations())
        .as("reproduce with ./baton simulate --histories 1 --trace --seed …")
        .isEmpty();
    if (HISTORIES >= 100_000) {
      assertThat(coverage.missed()).isEmpty();
    }
  }

  @Test
  void seedsThatOnceFoundAFaultStayClean() {
    assertThat(KEPT)
        .allSatisfy(
            seed -> assertThat(History.judge(seed, Parts.real(), new Tally(), null)).isNull());
  }

  @TestFactory
  Stream<DynamicTest> theJudgeFindsEachGuardThatIsMissing() {
    return Mutants.all().entrySet().stream()
        .map(mutant ->
            dynamicTest(
                mutant.getKey(),
                () -> assertThat(Mutants.found(SEED, mutant.getValue())).isNotNull()));
  }

  @Test
  void aSeedIsOneHistory() {
    for (long seed = SEED; seed < SEED + 200; seed++) {
      List<String> once = new ArrayList<>();
      List<String> again = new ArrayList<>();
      List<ConversationEvent> events = History.live(seed, Parts.real(), new Tally(), once::add);

      assertThat(History.live(seed, Parts.real(), new Tally(), again::add)).isEqualTo(events);
      assertThat(again).isEqualTo(once);
    }
  }

  @Test
  void theThreadsDoNotMatter() {
    Tally one = Campaign.run(SEED, 3_000, 1, Parts.real(), new AtomicLong());
    Tally three = Campaign.run(SEED, 3_000, 3, Parts.real(), new AtomicLong());

    assertThat(three.steps()).isEqualTo(one.steps());
    assertThat(three.faults().times()).isEqualTo(one.faults().times());
    assertThat(three.events()).isEqualTo(one.events());
  }

  @Test
  void everyStateOfASmallScopeIsSound() {
    Search.Outcome outcome = Search.run(Parts.real(), Search.DEPTH);

    System.out.printf(
        "%,d states, %,d journals of up to %d events%n",
        outcome.states(), outcome.journals(), outcome.depth());
    assertThat(outcome.broken()).isNull();
    assertThat(outcome.states()).isGreaterThan(1_000_000);
  }

  /** Those of the shell's guards that a search through states cannot see are the simulator's. */
  @TestFactory
  Stream<DynamicTest> theSearchFindsEachGuardThatIsMissing() {
    List<String> notInScope =
        List.of(
            "judged when it arrives",
            "a start does not ask again",
            "an overdue request is ignored",
            "a woken laggard goes on",
            "notes reach the customer");
    assertThat(Mutants.all().keySet()).containsAll(notInScope);
    return Mutants.all().entrySet().stream()
        .filter(mutant -> !notInScope.contains(mutant.getKey()))
        .map(mutant ->
            dynamicTest(
                mutant.getKey(),
                () -> {
                  Search.Outcome outcome = Search.run(mutant.getValue(), Search.DEPTH);
                  System.out.printf(
                      "%s: found after %,d states%n", mutant.getKey(), outcome.states());
                  assertThat(Objects.requireNonNull(outcome.broken())).startsWith("I");
                }));
  }
}
