package dev.baton.workspace;

import dev.baton.identity.WorkspaceId;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Every workspace with its current settings, in memory, because each command asks for them. Safe
 * for many threads.
 */
public final class WorkspaceDirectory {
  private final WorkspaceStore store;
  private final ConcurrentMap<WorkspaceId, Workspace> byId = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Workspace> byKey = new ConcurrentHashMap<>();

  /** Reads all workspaces; blocks. */
  public WorkspaceDirectory(WorkspaceStore store) {
    this.store = store;
    refresh();
  }

  /** Reads what other nodes have changed; blocks. */
  public void refresh() {
    store.all().forEach(this::keep);
  }

  public List<Workspace> all() {
    return List.copyOf(byId.values());
  }

  public Optional<Workspace> findByKey(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /** A workspace that is known to exist. */
  public Workspace get(WorkspaceId id) {
    Workspace workspace = byId.get(id);
    if (workspace == null) {
      throw new NoSuchElementException("no workspace " + id);
    }
    return workspace;
  }

  /** Stores a new workspace; blocks. */
  public void add(Workspace workspace) {
    store.add(workspace);
    keep(workspace);
  }

  /** Replaces the settings if {@code version} is still the latest; empty when it is not. Blocks. */
  public Optional<Workspace> update(
      WorkspaceId id, int version, WorkspaceSettings settings, Author author) {
    Optional<Workspace> updated = store.update(id, version, settings, author);
    updated.ifPresent(this::keep);
    return updated;
  }

  private void keep(Workspace workspace) {
    byId.merge(workspace.id(), workspace, (a, b) -> a.version() > b.version() ? a : b);
    byKey.merge(workspace.key(), workspace, (a, b) -> a.version() > b.version() ? a : b);
  }
}
