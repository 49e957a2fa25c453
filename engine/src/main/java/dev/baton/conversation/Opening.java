package dev.baton.conversation;

import dev.baton.identity.CustomerId;
import dev.baton.identity.WorkspaceId;
import org.jspecify.annotations.Nullable;

/** Whose conversation it is, and the page it was begun on. Fixed for its whole life. */
public record Opening(
    WorkspaceId workspace,
    CustomerId customer,
    @Nullable String pageUrl,
    @Nullable String pageTitle) {}
