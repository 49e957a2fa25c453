package dev.baton.retrieval;

import java.util.List;

/**
 * A question to the passages of one workspace, asked as closely as it takes: what a quick look has
 * found out is not found out again by a close one. For one thread.
 */
public interface Search {
  /** How closely the passages are compared with the question. */
  enum Look {
    /** By words and by the quickest model: about a third of the time. */
    GLANCE,
    /** By words and by all models. */
    CLOSE
  }

  /** The best passages, best first, at most {@code most}. Never one of another workspace. */
  List<Hit> hits(Look look, int most);
}
