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

/** News that many sockets are told, written once for all of them. Safe for many threads. */
final class WrittenNews {
  /** Pieces of news whose frames are kept for the next socket. */
  static final int KEPT_MAX = 256;

  // Weak keys compare by identity: one piece of news is one object, told to all.
  private final Cache<InboxNews.EntriesChanged, ByteString> frames =
      Caffeine.newBuilder().weakKeys().maximumSize(KEPT_MAX).build();

  ByteString of(InboxNews.EntriesChanged changed) {
    return frames.get(changed, news -> Outgoing.written(entries(news.entries())));
  }

  static ObjectNode entries(List<InboxEntry> entries) {
    ObjectNode frame = Wire.frame("entries");
    ArrayNode list = frame.putArray("entries");
    entries.forEach(entry -> list.add(Wire.entry(entry)));
    return frame;
  }
}
