package dev.baton.live;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.baton.identity.SourceId;
import dev.baton.inboxview.InboxEntry;
import dev.baton.inboxview.InboxStore;
import dev.baton.sources.Source;
import java.util.List;
import java.util.Set;

/** What those with a workspace's inbox open are told; some of it comes from other nodes. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = InboxNews.SourceChanged.class, name = "source_changed"),
  @JsonSubTypes.Type(value = InboxNews.SourceRemoved.class, name = "source_removed"),
  @JsonSubTypes.Type(value = InboxNews.SettingsChanged.class, name = "settings_changed")
})
public sealed interface InboxNews {
  /** From here on every change is told; said first. */
  record Subscribed() implements InboxNews {}

  /** From here on every change to these lists is told; the answer to {@link InboxBook.Watch}. */
  record Watching(Set<InboxStore.View> views) implements InboxNews {}

  /** Conversations in a watched list have changed, or have just left it; told alike to many. */
  record EntriesChanged(List<InboxEntry> entries) implements InboxNews {}

  /** How many conversations the lists hold now. */
  record Counted(InboxStore.Tally tally) implements InboxNews {}

  /** Something may have changed that was not told: open the inbox again. Said last. */
  record Missed() implements InboxNews {}

  /** A source has changed. */
  record SourceChanged(Source source) implements InboxNews {}

  /** A source is gone. */
  record SourceRemoved(SourceId id) implements InboxNews {}

  /** The settings have changed. */
  record SettingsChanged(int version) implements InboxNews {}
}
