package dev.baton.conversation;

import dev.baton.identity.CustomerId;
import dev.baton.identity.WorkspaceId;
import org.jspecify.annotations.Nullable;

/** Whose conversation it is, and the page it was begun on. Fixed for its whole life. */
public record Opening(
    WorkspaceId workspace,
    CustomerId customer,
    @Nullable String pageUrl,
    @Nullable String pageTitle) {
  private static final CustomerId NOBODY = new CustomerId("cus_none");

  /** What somebody of the team says: which workspace. It can open nothing. */
  public static Opening ofTeam(WorkspaceId workspace) {
    return new Opening(workspace, NOBODY, null, null);
  }
}
