package dev.baton.load.measure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.load.record.Latency;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Figures as they stand in the JSON. */
public final class Figures {
  /** Histograms count microseconds. */
  public static final double MICROS_IN_MILLI = 1_000;

  private static final double THOUSANDTHS = 1_000;

  private Figures() {}

  /** To three places; null for what is not known. */
  public static @Nullable Double number(double value) {
    return Double.isFinite(value) ? Math.round(value * THOUSANDTHS) / THOUSANDTHS : null;
  }

  /** Percentiles in milliseconds; null where nothing was timed. */
  public static ObjectNode millis(Latency latency) {
    Histogram times = latency.total();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    boolean none = times.getTotalCount() == 0;
    for (Percentile one : Percentile.values()) {
      double millis = times.getValueAtPercentile(one.percent()) / MICROS_IN_MILLI;
      node.put(one.word(), none ? null : number(millis));
    }
    node.put("max", none ? null : number(times.getMaxValue() / MICROS_IN_MILLI));
    return node.put("count", times.getTotalCount());
  }

  /** Those that are told. */
  private enum Percentile {
    P50(50),
    P90(90),
    P99(99),
    P999(99.9);

    private final double percent;

    Percentile(double percent) {
      this.percent = percent;
    }

    double percent() {
      return percent;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
