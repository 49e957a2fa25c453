package dev.baton.answering;

import dev.baton.identity.SourceId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The grounds of one decision of the agent, in words and numbers.
 *
 * @param rule which rule decided: {@code confident}, {@code below_threshold}, {@code
 *     nothing_found}, {@code no_sources}, {@code explicit_request}, {@code said_yes}, {@code
 *     doubtful_request}, {@code smalltalk}, {@code who_are_you} or {@code unavailable}
 * @param confidence the probability that an answer would be right and complete, 0 to 1
 * @param threshold the handoff threshold in force, 0 to 1
 * @param question what was searched for
 * @param passages the nearest passages, best first, at most 5
 * @param signals the numbers that the confidence was made from, by name
 */
public record Why(
    String rule,
    double confidence,
    double threshold,
    String question,
    List<Found> passages,
    Map<String, Double> signals) {

  /** A passage that was considered, and its score from 0 to 1. */
  public record Found(
      SourceId source,
      String title,
      @Nullable String heading,
      @Nullable Integer page,
      @Nullable String url,
      String text,
      double score) {}
}
