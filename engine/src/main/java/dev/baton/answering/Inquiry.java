package dev.baton.answering;

import dev.baton.identity.WorkspaceId;

/**
 * What a customer wants to know, and the rules under which the agent may answer.
 *
 * @param text the customer's unanswered lines of this episode, joined by line breaks
 * @param threshold the handoff threshold, 0 to 1: below it the agent hands off
 * @param explicitRequests whether asking for a person hands off
 */
public record Inquiry(
    WorkspaceId workspace, String text, double threshold, boolean explicitRequests) {}
