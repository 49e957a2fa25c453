package dev.baton.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an evaluation says of one set, or the mean over several. A figure that a set does not have
 * is missing from {@link #values}.
 *
 * @param values by the names of the JSON report, in its order
 */
public record SetFigures(String name, Map<String, Double> values) {
  public SetFigures {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The plain mean of each figure over the sets that have it. */
  public static SetFigures mean(List<SetFigures> sets) {
    Map<String, Double> sums = new LinkedHashMap<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (SetFigures set : sets) {
      set.values()
          .forEach((name, value) -> {
            sums.merge(name, value, Double::sum);
            counts.merge(name, 1, Integer::sum);
          });
    }
    sums.replaceAll((name, sum) -> sum / counts.getOrDefault(name, 1));
    return new SetFigures("mean", sums);
  }
}
