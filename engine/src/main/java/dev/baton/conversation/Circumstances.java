package dev.baton.conversation;

import dev.baton.identity.RequestId;
import dev.baton.identity.SourceId;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * What a decision depends on beside the state: handed in, so that the rules stay pure.
 *
 * @param opening whose conversation the caller says it is
 * @param nextRequest names the request to the agent, should one be made
 * @param sourceLives whether a cited source still exists
 */
public record Circumstances(
    Instant now,
    Opening opening,
    HandoffWording wording,
    RequestId nextRequest,
    Predicate<SourceId> sourceLives) {

  /**
   * How the workspace hands off.
   *
   * @param routing whether unresolved questions go to the team at all
   * @param handoffLine the one line said with a handoff
   * @param unansweredLine said instead where routing is off
   */
  public record HandoffWording(boolean routing, String handoffLine, String unansweredLine) {}
}
