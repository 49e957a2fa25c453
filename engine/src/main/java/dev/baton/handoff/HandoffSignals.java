package dev.baton.handoff;

import java.util.Optional;

/**
 * What the decision between agent and team rests on, as plain values.
 *
 * @param wish whether the text asks for a person
 * @param explicitRequests whether the team wants such requests handed off
 * @param smallTalk the text is small talk and nothing else
 * @param hasSources the workspace has something to answer from
 * @param foundAnything a passage bears on the question, and an answer could be composed
 * @param confidence the probability that the answer is right and complete, 0 to 1
 * @param threshold below it the agent hands off, 0 to 1
 */
public record HandoffSignals(
    PersonWish wish,
    boolean explicitRequests,
    Optional<SmallTalk> smallTalk,
    boolean hasSources,
    boolean foundAnything,
    double confidence,
    double threshold) {

  public HandoffSignals {
    if (!(confidence >= 0 && confidence <= 1) || !(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException("confidence and threshold lie between 0 and 1");
    }
  }

  /** What the text alone says, before anything is searched. */
  public static HandoffSignals ofText(
      String text, PersonQuestion question, boolean explicitRequests, double threshold) {
    return new HandoffSignals(
        PersonWish.in(text, question),
        explicitRequests,
        SmallTalk.in(text),
        false,
        false,
        0,
        threshold);
  }

  /** The same text, after the search. */
  public HandoffSignals withSearch(boolean sources, boolean found, double howSure) {
    return new HandoffSignals(
        wish, explicitRequests, smallTalk, sources, found, howSure, threshold);
  }
}
