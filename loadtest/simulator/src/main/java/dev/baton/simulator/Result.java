package dev.baton.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the simulator found.
 *
 * @param found by the name of each mutant the history that found it; null where it survived
 * @param search null where it was left out
 */
record Result(
    long seed,
    int threads,
    double seconds,
    Tally tally,
    Map<String, Tally.@Nullable Violation> found,
    Search.@Nullable Outcome search) {

  long caught() {
    return found.values().stream().filter(violation -> violation != null).count();
  }

  boolean holds() {
    return tally.brokenHistories() == 0
        && caught() == found.size()
        && (search == null || search.broken() == null);
  }

  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("histories", tally.histories());
    fields.put("violations", tally.brokenHistories());
    fields.put("faults", tally.faults().times());
    fields.put("coverage", new Coverage(tally).share());
    fields.put("mutants", found.size());
    fields.put("mutants_caught", caught());
    fields.put("seed", seed);
    fields.put("events", tally.events());
    fields.put("threads", threads);
    fields.put("seconds", Math.round(seconds * 10) / 10.0);
    fields.put("exhaustive_states", search == null ? 0 : search.states());
    fields.put("exhaustive_violations", search == null || search.broken() == null ? 0 : 1);
    return fields;
  }
}
