package dev.baton.engine;

import dev.baton.identity.SourceId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The sources that were removed last. An answer that was under way when its source went is
 * recognised by them before it is said; one that began later cannot have found the source any more,
 * so that a few are enough. Safe for many threads.
 */
final class RemovedSources {
  /** Removals that are remembered. */
  static final int REMEMBERED_MAX = 10_000;

  private final Set<SourceId> removed =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<SourceId, Boolean> eldest) {
                  return size() > REMEMBERED_MAX;
                }
              }));

  void add(SourceId source) {
    removed.add(source);
  }

  boolean lives(SourceId source) {
    return !removed.contains(source);
  }
}
