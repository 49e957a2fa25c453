package dev.baton.sources;

import dev.baton.identity.SourceId;
import dev.baton.identity.WorkspaceId;
import dev.baton.retrieval.Passage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The sources and their passages, as stored: the truth that the index is rebuilt from. Every call
 * is one transaction and blocks.
 */
public interface SourceStore {
  /**
   * Stores a new source with its original; for a link the content is empty until it has been
   * fetched.
   */
  void add(Source source, byte[] content);

  List<Source> list(WorkspaceId workspace);

  Optional<Source> find(WorkspaceId workspace, SourceId id);

  Optional<byte[]> content(WorkspaceId workspace, SourceId id);

  /** Moves a source to queued or reading, clearing the reason. False when it is gone. */
  boolean mark(SourceId id, Source.State state);

  /** The source could not be read; its earlier passages are dropped. False when it is gone. */
  boolean failed(SourceId id, String reason, Instant at);

  /** The source was read: replaces its passages. False when it is gone; nothing is stored then. */
  boolean ready(SourceId id, String title, int pages, List<Passage> passages, Instant at);

  /** The passages of a ready source in order; none when it is gone or not ready. */
  List<Passage> passages(SourceId id);

  /** Removes a source, its original and its passages. False when there was none. */
  boolean remove(WorkspaceId workspace, SourceId id);

  /**
   * Makes those that are queued or being read this server's work, oldest first: its own from before
   * it stopped, and those of nodes that are gone.
   */
  List<Source> takeUnfinished();

  /**
   * Every ready source with its passages in order, one source at a time, to rebuild the index from.
   */
  void eachReady(BiConsumer<Source, List<Passage>> visit);
}
