package dev.baton.retrieval;

import dev.baton.identity.SourceId;
import dev.baton.identity.WorkspaceId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The passages of every workspace, searchable. A cache: it can be rebuilt from the stored sources
 * at any time. Safe for many threads.
 */
public interface KnowledgeBase extends AutoCloseable {
  /** Begins to search for a question; nothing is done yet. */
  Search search(WorkspaceId workspace, String question);

  /** The best passages for a question, looked at closely, best first, at most {@code most}. */
  default List<Hit> search(WorkspaceId workspace, String question, int most) {
    return search(workspace, question).hits(Search.Look.CLOSE, most);
  }

  /**
   * The language that a question is searched in, as {@link #terms} takes it: its own where sources
   * are written in it, else that of most sources.
   */
  String language(WorkspaceId workspace, String question);

  /** The telling words of a text in their order, repeats included, read in a language. */
  List<Term> terms(WorkspaceId workspace, String language, String text);

  /** True when the workspace has nothing to answer from. */
  boolean isEmpty(WorkspaceId workspace);

  /**
   * Does ahead what is slow about {@link #put}: up to some ten milliseconds for each paragraph.
   * What was done once is remembered.
   */
  void prepare(SourceId source, List<Passage> passages);

  /**
   * Replaces the passages of a source. Searchable when the call returns.
   *
   * @return false when they were not prepared: they are then found by their words alone
   */
  boolean put(WorkspaceId workspace, SourceId source, List<Passage> passages);

  /** Forgets a source. Unfindable when the call returns. */
  void remove(WorkspaceId workspace, SourceId source);

  /**
   * Forgets every source that is not listed. After it, and a {@link #put} of each listed source,
   * the base holds what the list says and nothing else.
   */
  void keepOnly(Map<WorkspaceId, Set<SourceId>> sources);

  @Override
  void close();
}
