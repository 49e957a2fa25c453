package dev.baton.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

/** How long the same thing took, again and again. */
final class Timings {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double DIGITS = 1_000;

  private final List<Long> nanos = new ArrayList<>();

  /** Milliseconds: half of all took at most {@code p50}, all but one in a hundred {@code p99}. */
  record Shares(double p50, double p99) {
    void put(ObjectNode object, String name) {
      object.putObject(name).put("p50", rounded(p50)).put("p99", rounded(p99));
    }

    /** The median of each, over rounds. */
    static Shares median(List<Shares> rounds) {
      return new Shares(
          Timings.median(rounds.stream().map(Shares::p50).toList()),
          Timings.median(rounds.stream().map(Shares::p99).toList()));
    }
  }

  <T> T time(Callable<T> action) {
    long begun = System.nanoTime();
    try {
      return action.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      nanos.add(System.nanoTime() - begun);
    }
  }

  Shares shares() {
    return new Shares(percentile(0.50), percentile(0.99));
  }

  private double percentile(double share) {
    List<Long> sorted = nanos.stream().sorted().toList();
    int at = (int) Math.ceil(share * sorted.size()) - 1;
    return sorted.get(Math.max(0, at)) / NANOS_PER_MILLI;
  }

  static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  static double rounded(double value) {
    return Math.round(value * DIGITS) / DIGITS;
  }
}
