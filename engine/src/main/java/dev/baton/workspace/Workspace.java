package dev.baton.workspace;

import dev.baton.identity.WorkspaceId;

/**
 * One company's account.
 *
 * @param key public: it stands in the script tag of the customer's site, and names the workspace
 *     there
 * @param version grows by one with each change of the settings, from 1
 */
public record Workspace(WorkspaceId id, String key, int version, WorkspaceSettings settings) {}
