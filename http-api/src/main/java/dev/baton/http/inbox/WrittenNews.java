package dev.baton.http.inbox;

import akka.util.ByteString;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.baton.http.frames.Wire;
import dev.baton.http.socket.Outgoing;
import dev.baton.inboxview.InboxEntry;
import dev.baton.live.InboxNews;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** News that many sockets are told, written once for all of them. Safe for many threads. */
final class WrittenNews {
  /** Pieces of news whose frames are kept for the next socket. */
  static final int KEPT_MAX = 256;

  // Weak keys compare by identity: one piece of news is one object, told to all.
  private final Cache<InboxNews, ByteString> frames =
      Caffeine.newBuilder().weakKeys().maximumSize(KEPT_MAX).build();

  /** The frame of a piece of news; null for what is no frame of its own. */
  @Nullable ByteString of(InboxNews news) {
    return switch (news) {
      case InboxNews.EntriesChanged changed ->
          frames.get(changed, key -> Outgoing.written(entries(changed.entries())));
      case InboxNews.Watching watching -> {
        ObjectNode frame = Wire.frame("watching");
        ArrayNode names = frame.putArray("views");
        watching.views().forEach(view -> names.add(Wire.lower(view)));
        yield Outgoing.written(frame);
      }
      case InboxNews.SourceChanged changed ->
          Outgoing.written(Wire.frame("source", "source", Wire.source(changed.source())));
      case InboxNews.SourceRemoved removed ->
          Outgoing.written(Wire.frame("source_removed").put("id", removed.id().value()));
      case InboxNews.SettingsChanged changed ->
          Outgoing.written(Wire.frame("settings").put("version", changed.version()));
      case InboxNews.Subscribed subscribed -> null;
      case InboxNews.Counted counted -> null;
      case InboxNews.Missed missed -> null;
    };
  }

  static ObjectNode entries(List<InboxEntry> entries) {
    ObjectNode frame = Wire.frame("entries");
    ArrayNode list = frame.putArray("entries");
    entries.forEach(entry -> list.add(Wire.entry(entry)));
    return frame;
  }
}
