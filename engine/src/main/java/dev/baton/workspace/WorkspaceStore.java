package dev.baton.workspace;

import dev.baton.identity.WorkspaceId;
import java.util.List;
import java.util.Optional;

/** The workspaces, as stored. Every call is one transaction and blocks. */
public interface WorkspaceStore {
  void add(Workspace workspace);

  List<Workspace> all();

  Optional<Workspace> find(WorkspaceId id);

  Optional<Workspace> findByKey(String key);

  /**
   * Replaces the settings if {@code version} is still the stored one; the result has the next
   * version. Empty when it is not. Where the handoff threshold moves, that is recorded with its
   * author; an author who undoes marks the newest undoable change as undone.
   */
  Optional<Workspace> update(
      WorkspaceId id, int version, WorkspaceSettings settings, Author author);

  /** The moves of the handoff threshold, newest first, at most {@code most}. */
  List<ThresholdChange> thresholdChanges(WorkspaceId id, int most);

  /** The newest move of the handoff threshold that can be undone. */
  Optional<ThresholdChange> undoable(WorkspaceId id);
}
