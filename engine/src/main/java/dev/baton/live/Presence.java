package dev.baton.live;

import dev.baton.identity.WorkspaceId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Whether anybody has the inbox of a workspace open, here or elsewhere. Safe for many threads. */
public final class Presence {
  private final ConcurrentMap<WorkspaceId, Integer> inboxes = new ConcurrentHashMap<>();
  private volatile Set<WorkspaceId> elsewhere = Set.of();

  /** Whether anybody of the team has the inbox open. */
  public boolean operatorOnline(WorkspaceId workspace) {
    return inboxes.containsKey(workspace) || elsewhere.contains(workspace);
  }

  /** The workspaces whose inbox is open at this node. */
  Set<WorkspaceId> here() {
    return Set.copyOf(inboxes.keySet());
  }

  void elsewhere(Set<WorkspaceId> open) {
    elsewhere = Set.copyOf(open);
  }

  void opened(WorkspaceId workspace) {
    inboxes.merge(workspace, 1, Integer::sum);
  }

  void closed(WorkspaceId workspace) {
    inboxes.computeIfPresent(workspace, (key, count) -> count > 1 ? count - 1 : null);
  }
}
