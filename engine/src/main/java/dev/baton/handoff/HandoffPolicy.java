package dev.baton.handoff;

import java.util.Optional;

/**
 * The order of the rules: a request for a person, then small talk, then whether the sources hold an
 * answer that is sure enough. Pure: the same signals always give the same decision.
 */
public final class HandoffPolicy {
  private HandoffPolicy() {}

  /** What can be decided from the text alone, without a search. */
  public static Optional<HandoffDecision> beforeSearch(HandoffSignals signals) {
    if (signals.asksForPerson() && signals.explicitRequests()) {
      return Optional.of(
          new HandoffDecision.HandOff(HandoffReason.EXPLICIT_REQUEST, "explicit_request"));
    }
    return signals.smallTalk().map(HandoffDecision.BeFriendly::new);
  }

  /** The whole decision. */
  public static HandoffDecision decide(HandoffSignals signals) {
    return beforeSearch(signals).orElseGet(() -> afterSearch(signals));
  }

  private static HandoffDecision afterSearch(HandoffSignals signals) {
    if (!signals.hasSources()) {
      return new HandoffDecision.HandOff(HandoffReason.NO_SOURCES, "no_sources");
    }
    if (!signals.foundAnything()) {
      return new HandoffDecision.HandOff(HandoffReason.LOW_CONFIDENCE, "nothing_found");
    }
    if (signals.confidence() < signals.threshold()) {
      return new HandoffDecision.HandOff(HandoffReason.LOW_CONFIDENCE, "below_threshold");
    }
    return new HandoffDecision.Answer();
  }
}
