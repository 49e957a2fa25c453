package dev.baton.live;

import dev.baton.identity.SourceId;
import dev.baton.inboxview.InboxEntry;
import dev.baton.sources.Source;

/** What everybody with a workspace's inbox open is told. */
public sealed interface InboxNews {
  /** From here on every change is told; said first. */
  record Subscribed() implements InboxNews {}

  /** A conversation has changed. */
  record EntryChanged(InboxEntry entry) implements InboxNews {}

  /** The stored lists have changed: counts can be read anew. */
  record ListsChanged() implements InboxNews {}

  /** A source has changed. */
  record SourceChanged(Source source) implements InboxNews {}

  /** A source is gone. */
  record SourceRemoved(SourceId id) implements InboxNews {}

  /** The settings have changed. */
  record SettingsChanged(int version) implements InboxNews {}
}
