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
   * version. Empty when it is not.
   */
  Optional<Workspace> update(WorkspaceId id, int version, WorkspaceSettings settings);
}
