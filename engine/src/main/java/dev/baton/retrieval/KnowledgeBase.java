package dev.baton.retrieval;

import dev.baton.identity.SourceId;
import dev.baton.identity.WorkspaceId;
import java.util.List;

/**
 * The passages of every workspace, searchable. A cache: it can be rebuilt from the stored sources
 * at any time. Safe for many threads.
 */
public interface KnowledgeBase extends AutoCloseable {
  /**
   * The best passages for a question, best first, at most {@code most}. Never a passage of another
   * workspace.
   */
  List<Hit> search(WorkspaceId workspace, String question, int most);

  /** True when the workspace has nothing to answer from. */
  boolean isEmpty(WorkspaceId workspace);

  /** Replaces the passages of a source. Searchable when the call returns. */
  void put(WorkspaceId workspace, SourceId source, List<Passage> passages);

  /** Forgets a source. Unfindable when the call returns. */
  void remove(WorkspaceId workspace, SourceId source);

  @Override
  void close();
}
