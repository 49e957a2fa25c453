package dev.baton.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was counted over many histories. Sums do not depend on who counted what. */
final class Tally {
  /** A history that broke an invariant. */
  record Violation(long seed, Invariant invariant, String what) {}

  /** Violations that are kept with their seeds; the others are only counted. */
  static final int KEPT_MAX = 100;

  private final Pairs<Command> commands = new Pairs<>(Command.class);
  private final Pairs<Fault> faults = new Pairs<>(Fault.class);
  private final Map<Invariant, Long> broken = new EnumMap<>(Invariant.class);
  private final List<Violation> violations = new ArrayList<>();
  private long histories;
  private long events;
  private long steps;

  Pairs<Command> commands() {
    return commands;
  }

  Pairs<Fault> faults() {
    return faults;
  }

  void history(int itsSteps, int itsEvents) {
    histories++;
    steps += itsSteps;
    events += itsEvents;
  }

  void violation(Violation violation) {
    broken.merge(violation.invariant(), 1L, Long::sum);
    violations.add(violation);
    keepTheFirst();
  }

  void add(Tally other) {
    commands.add(other.commands);
    faults.add(other.faults);
    other.broken.forEach((invariant, times) -> broken.merge(invariant, times, Long::sum));
    violations.addAll(other.violations);
    keepTheFirst();
    histories += other.histories;
    events += other.events;
    steps += other.steps;
  }

  long times(Invariant invariant) {
    return broken.getOrDefault(invariant, 0L);
  }

  long brokenHistories() {
    return broken.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Those with the smallest seeds. */
  List<Violation> violations() {
    return List.copyOf(violations);
  }

  long histories() {
    return histories;
  }

  long events() {
    return events;
  }

  long steps() {
    return steps;
  }

  private void keepTheFirst() {
    if (violations.size() > 1) {
      violations.sort(Comparator.comparingLong(Violation::seed));
    }
    if (violations.size() > KEPT_MAX) {
      violations.subList(KEPT_MAX, violations.size()).clear();
    }
  }
}
