package dev.baton.handoff;

/** Who speaks next, and by which rule. The rule's name is stored and shown. */
public sealed interface HandoffDecision {
  String rule();

  /** The agent answers from the sources. */
  record Answer() implements HandoffDecision {
    @Override
    public String rule() {
      return "confident";
    }
  }

  /** The agent says a friendly line. */
  record BeFriendly(SmallTalk smallTalk) implements HandoffDecision {
    @Override
    public String rule() {
      return smallTalk.rule();
    }
  }

  /** The agent asks, once in an episode, whether a person is wanted. */
  record AskFirst() implements HandoffDecision {
    @Override
    public String rule() {
      return "doubtful_request";
    }
  }

  /** A person must answer. */
  record HandOff(HandoffReason reason, String rule) implements HandoffDecision {}
}
