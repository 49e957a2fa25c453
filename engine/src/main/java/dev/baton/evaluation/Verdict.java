package dev.baton.evaluation;

import dev.baton.evaluation.QuestionSet.Question;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the agent made of one question.
 *
 * @param act what it did at the threshold in force
 * @param confidence 0 to 1; 0 where the rules decided without a search
 * @param rank the position of the first relevant article in its ranking, from 1; 0 when none is
 *     among those found
 * @param signals what the confidence was made from, by name
 */
public record Verdict(
    Question question, Act act, double confidence, int rank, Map<String, Double> signals) {
  public Verdict {
    signals = Collections.unmodifiableMap(new LinkedHashMap<>(signals));
  }

  /** What an agent can do. */
  public enum Act {
    ANSWER,
    HAND_OFF,
    /** Handed off because the text asks for a person. */
    HAND_OFF_ON_REQUEST,
    SMALL_TALK,
    /** Asked whether a person is wanted. */
    ASK
  }

  boolean answered() {
    return act == Act.ANSWER;
  }

  /** The first article it would answer from is a right one. */
  boolean firstIsRight() {
    return rank == 1;
  }
}
