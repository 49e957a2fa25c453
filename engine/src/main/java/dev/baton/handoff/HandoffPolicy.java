package dev.baton.handoff;

import java.util.Optional;

/**
 * The order of the rules: a request for a person, then small talk, then whether the sources hold an
 * answer that is sure enough; where they do not and a person may be wanted, the agent asks. Pure:
 * the same signals always give the same decision.
 */
public final class HandoffPolicy {
  private HandoffPolicy() {}

  /** What can be decided from the text alone, without a search. */
  public static Optional<HandoffDecision> beforeSearch(HandoffSignals signals) {
    Optional<HandoffDecision> byWish =
        signals.explicitRequests() ? byWish(signals.wish()) : Optional.empty();
    return byWish.or(() -> signals.smallTalk().map(HandoffDecision.BeFriendly::new));
  }

  /** The whole decision. */
  public static HandoffDecision decide(HandoffSignals signals) {
    return beforeSearch(signals).orElseGet(() -> afterSearch(signals));
  }

  private static Optional<HandoffDecision> byWish(PersonWish wish) {
    return switch (wish) {
      case CLEAR -> Optional.of(requested("explicit_request"));
      case CONSENTED -> Optional.of(requested("said_yes"));
      case DECLINED -> Optional.of(new HandoffDecision.BeFriendly(SmallTalk.DECLINED));
      case DOUBTFUL, NONE -> Optional.empty();
    };
  }

  private static HandoffDecision requested(String rule) {
    return new HandoffDecision.HandOff(HandoffReason.EXPLICIT_REQUEST, rule);
  }

  private static HandoffDecision afterSearch(HandoffSignals signals) {
    HandoffDecision bySources = bySources(signals);
    boolean unsure = signals.wish() == PersonWish.DOUBTFUL && signals.explicitRequests();
    return unsure && bySources instanceof HandoffDecision.HandOff
        ? new HandoffDecision.AskFirst()
        : bySources;
  }

  private static HandoffDecision bySources(HandoffSignals signals) {
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
