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
    out.printf(
        Locale.ROOT,
        "%,d histories from seed %d, %,d events, %,d steps, in %.1f s on %d threads (%,.0f/s)%n",
        tally.histories(),
        result.seed(),
        tally.events(),
        tally.steps(),
        result.seconds(),
        result.threads(),
        tally.histories() / result.seconds());
    out.printf(Locale.ROOT, "%nbroken by histories%n");
    for (Invariant invariant : Invariant.values()) {
      out.printf(Locale.ROOT, "%10d  %s%n", tally.times(invariant), invariant.text);
    }
    out.printf(Locale.ROOT, "%nfaults: %,d%n", tally.faults().times());
    for (Fault fault : Fault.values()) {
      out.printf(
          Locale.ROOT,
          "%,14d  %s%n",
          tally.faults().times(fault),
          fault.name().toLowerCase(Locale.ROOT));
    }
    Coverage coverage = new Coverage(tally);
    out.printf(
        Locale.ROOT,
        "%ncoverage of owner × command and owner × fault: %.4f of %d pairs%n",
        coverage.share(),
        coverage.reachable());
    coverage.missed().forEach(pair -> out.printf(Locale.ROOT, "  missed: %s%n", pair));
    out.printf(
        Locale.ROOT,
        "%nwith one guard missing: %d of %d found%n",
        result.caught(),
        result.found().size());
    result
        .found()
        .forEach((name, violation) ->
            out.printf(
                Locale.ROOT,
                "  %-46s %s%n",
                name,
                violation == null ? "SURVIVED" : "found by seed " + violation.seed()));
    Search.Outcome search = result.search();
    if (search != null) {
      out.printf(
          Locale.ROOT,
          "%nevery state of two incarnations over one journal of up to %d events: %,d states, %,d"
              + " journals, %s%n",
          search.depth(),
          search.states(),
          search.journals(),
          search.broken() == null ? "nothing broken" : "BROKEN: " + search.broken());
    }
    for (Tally.Violation violation : tally.violations()) {
      out.printf(
          Locale.ROOT,
          "%nbroken: %s%n  %s%n  ./baton simulate --histories 1 --seed %d --trace%n",
          violation.invariant().text,
          violation.what(),
          violation.seed());
    }
    if (tally.brokenHistories() == 0) {
      out.printf(
          Locale.ROOT,
          "%nnothing broken in %,d histories: with 95 %% confidence fewer than %.2g of all such"
              + " histories break anything (3/N)%n",
          tally.histories(),
          RULE_OF_THREE / tally.histories());
    }
  }
}
