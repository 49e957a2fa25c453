package dev.baton.simulator;

import java.io.PrintWriter;
import java.util.Locale;

/** A result for people. */
final class Report {
  /** Without a failure in N tries the rate is below 3/N with a confidence of 95 %. */
  private static final double RULE_OF_THREE = 3.0;

  private final PrintWriter out;

  Report(PrintWriter out) {
    this.out = out;
  }

  void print(Result result) {
    Tally tally = result.tally();
    line(
        "%,d histories from seed %d, %,d events, %,d steps, in %.1f s on %d threads (%,.0f/s)",
        tally.histories(),
        result.seed(),
        tally.events(),
        tally.steps(),
        result.seconds(),
        result.threads(),
        tally.histories() / result.seconds());
    line("%nbroken by histories");
    for (Invariant invariant : Invariant.values()) {
      line("%10d  %s", tally.times(invariant), invariant.text);
    }
    line("%nfaults: %,d", tally.faults().times());
    for (Fault fault : Fault.values()) {
      line("%,14d  %s", tally.faults().times(fault), fault.name().toLowerCase(Locale.ROOT));
    }
    Coverage coverage = new Coverage(tally);
    line(
        "%ncoverage of owner × command and owner × fault: %.4f of %d pairs",
        coverage.share(), coverage.reachable());
    coverage.missed().forEach(pair -> line("  missed: %s", pair));
    line("%nwith one guard missing: %d of %d found", result.caught(), result.found().size());
    result
        .found()
        .forEach((name, violation) ->
            line(
                "  %-46s %s",
                name, violation == null ? "SURVIVED" : "found by seed " + violation.seed()));
    Search.Outcome search = result.search();
    if (search != null) {
      line(
          "%nevery state of two incarnations over one journal of up to %d events: %,d states, %,d"
              + " histories, %s",
          search.depth(),
          search.states(),
          search.journals(),
          search.broken() == null ? "nothing broken" : "BROKEN: " + search.broken());
    }
    for (Tally.Violation violation : tally.violations()) {
      line(
          "%nbroken: %s%n  %s%n  ./baton simulate --histories 1 --seed %d --trace",
          violation.invariant().text, violation.what(), violation.seed());
    }
    if (tally.brokenHistories() == 0) {
      line(
          "%nnothing broken in %,d histories: with 95 %% confidence fewer than %.2g of all such"
              + " histories break anything (3/N)",
          tally.histories(), RULE_OF_THREE / tally.histories());
    }
  }

  private void line(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments));
  }
}
