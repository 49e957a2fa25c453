package dev.baton.answering;

import dev.baton.handoff.PersonQuestion;
import dev.baton.identity.WorkspaceId;

/**
 * What a customer wants to know, and the rules under which the agent may answer.
 *
 * @param text the customer's unanswered lines of this episode, joined by line breaks
 * @param personQuestion whether the agent has asked if a person is wanted
 * @param threshold the handoff threshold, 0 to 1: below it the agent hands off
 * @param explicitRequests whether asking for a person hands off
 */
public record Inquiry(
    WorkspaceId workspace,
    String text,
    PersonQuestion personQuestion,
    double threshold,
    boolean explicitRequests) {

  /** An inquiry that nothing came before. */
  public Inquiry(WorkspaceId workspace, String text, double threshold, boolean explicitRequests) {
    this(workspace, text, PersonQuestion.NOT_ASKED, threshold, explicitRequests);
  }
}
