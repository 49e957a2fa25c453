package dev.baton.verify;

import java.util.List;

/**
 * What a check of a journal has found.
 *
 * @param events records read, readable or not
 * @param messages said by customers, the agent and operators
 * @param spans human-owned: from a handoff or a take-over to the hand-back, the close or now
 * @param agentMessages messages of the agent, anywhere
 * @param agentMessagesInHumanSpans those said while the queue, an operator or nobody owned the
 *     conversation: must be 0
 * @param seqGaps records or messages whose number does not follow the one before
 * @param doubledKeys keys that took effect more than once
 * @param doubledQuestions times that the agent asked a second time in an episode whether a person
 *     is wanted
 * @param strayRatings customers' ratings of what is no answer of the agent
 * @param generationFaults changes of owner and sayings of the agent in a wrong generation or
 *     without a request
 * @param spanFaults spans ended by something else than an operator, replies by others than the
 *     owner, handoffs without last words
 * @param silences customers' messages to the agent that were never put to it
 * @param unreadable records that are no event of a known type
 * @param pendingRequests requests to the agent that are still open; no fault
 * @param violations the first {@value #VIOLATIONS_MAX}
 */
public record CheckReport(
    long conversations,
    long events,
    long messages,
    long spans,
    long agentMessages,
    long agentMessagesInHumanSpans,
    long seqGaps,
    long doubledKeys,
    long doubledQuestions,
    long strayRatings,
    long generationFaults,
    long spanFaults,
    long silences,
    long unreadable,
    long pendingRequests,
    List<Violation> violations) {
  static final int VIOLATIONS_MAX = 100;

  /**
   * One broken rule.
   *
   * @param conversation its id, or the journal's name for it where it is no conversation
   * @param sequenceNumber the record that shows it
   * @param sentence what is wrong, for a person
   * @param trail what led there, oldest first: at most {@value CheckedConversation#TRAIL_MAX}
   *     records, the last of them the one that shows it; numbers and types, no content
   */
  public record Violation(
      String conversation, long sequenceNumber, Rule rule, String sentence, List<String> trail) {}

  /** Whether nothing is wrong. */
  public boolean ok() {
    return violations.isEmpty();
  }
}
