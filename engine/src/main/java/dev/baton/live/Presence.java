package dev.baton.live;

import dev.baton.identity.WorkspaceId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** How many inboxes of each workspace are open on this node. Safe for many threads. */
public final class Presence {
  private final ConcurrentMap<WorkspaceId, Integer> inboxes = new ConcurrentHashMap<>();

  /** Whether anybody of the team has the inbox open. */
  public boolean operatorOnline(WorkspaceId workspace) {
    return inboxes.containsKey(workspace);
  }

  void opened(WorkspaceId workspace) {
    inboxes.merge(workspace, 1, Integer::sum);
  }

  void closed(WorkspaceId workspace) {
    inboxes.computeIfPresent(workspace, (key, count) -> count > 1 ? count - 1 : null);
  }
}
