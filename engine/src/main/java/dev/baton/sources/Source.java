package dev.baton.sources;

import dev.baton.identity.SourceId;
import dev.baton.identity.WorkspaceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that the agent answers from, and how far reading it has come.
 *
 * @param name the file name it came with
 * @param url the address it was fetched from
 * @param reason why it failed, in words a person can act on; null unless failed
 * @param pages how many pages were read
 * @param passages how many passages they were cut into; at least 1 when ready
 * @param bytes the size of the stored original
 */
public record Source(
    SourceId id,
    WorkspaceId workspace,
    Kind kind,
    String title,
    @Nullable String name,
    @Nullable String url,
    State state,
    @Nullable String reason,
    int pages,
    int passages,
    long bytes,
    Instant addedAt,
    @Nullable Instant readAt) {

  /** Where it came from. */
  public enum Kind {
    FILE,
    LINK,
    TEXT
  }

  /** How far it has come. */
  public enum State {
    QUEUED,
    READING,
    READY,
    FAILED
  }
}
