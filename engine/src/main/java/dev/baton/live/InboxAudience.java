package dev.baton.live;

import akka.actor.typed.ActorRef;
import dev.baton.identity.ConversationId;
import dev.baton.identity.OperatorId;
import dev.baton.inboxview.InboxChange;
import dev.baton.inboxview.InboxEntry;
import dev.baton.inboxview.InboxStore.View;
import dev.baton.inboxview.Placement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Those who have one workspace's inbox open, by the lists that they watch. A change is gathered
 * once for each list that it touches and told as one object to everybody who watches it, however
 * many.
 */
final class InboxAudience {
  /** Rows in one piece of news. */
  static final int TOLD_AT_ONCE_MAX = 100;

  /** One list: the operator is set for MINE. */
  private record Channel(View view, @Nullable OperatorId operator) {}

  private record Listener(OperatorId viewer, Set<View> views) {}

  private final Map<ActorRef<InboxNews>, Listener> listeners = new HashMap<>();
  private final Map<Channel, Set<ActorRef<InboxNews>>> watchers = new HashMap<>();
  private final Map<Channel, Map<ConversationId, InboxEntry>> gathered = new LinkedHashMap<>();

  /** False where it was known already. */
  boolean add(ActorRef<InboxNews> subscriber, OperatorId viewer) {
    if (listeners.containsKey(subscriber)) {
      return false;
    }
    listen(subscriber, new Listener(viewer, EnumSet.of(View.WAITING, View.MINE)));
    return true;
  }

  /** From now on it watches these lists; nothing where it is not known. */
  void watch(ActorRef<InboxNews> subscriber, Set<View> views) {
    Listener known = listeners.get(subscriber);
    if (known != null) {
      // What was gathered for it so far may have left a list, and would be forgotten with it.
      tell();
      remove(subscriber);
      listen(subscriber, new Listener(known.viewer(), Set.copyOf(views)));
    }
  }

  /** False where it was not known. */
  boolean remove(ActorRef<InboxNews> subscriber) {
    Listener known = listeners.remove(subscriber);
    if (known != null) {
      for (View view : known.views()) {
        Channel channel = channel(view, known.viewer());
        Set<ActorRef<InboxNews>> others = watchers.getOrDefault(channel, Set.of());
        others.remove(subscriber);
        if (others.isEmpty()) {
          watchers.remove(channel);
          gathered.remove(channel);
        }
      }
    }
    return known != null;
  }

  boolean isEmpty() {
    return listeners.isEmpty();
  }

  /** Keeps a change until {@link #tell()}, where anybody watches a list that it touches. */
  void gather(InboxChange change) {
    Set<Channel> channels = new LinkedHashSet<>(channels(change.entry().placement()));
    if (change.before() != null) {
      channels.addAll(channels(change.before()));
    }
    for (Channel channel : channels) {
      if (watchers.containsKey(channel)) {
        gathered
            .computeIfAbsent(channel, key -> new LinkedHashMap<>())
            .merge(
                change.entry().conversation(), change.entry(), (a, b) -> a.rev() > b.rev() ? a : b);
      }
    }
  }

  /** Tells what was gathered; false where nothing was. */
  boolean tell() {
    if (gathered.isEmpty()) {
      return false;
    }
    gathered.forEach((channel, entries) -> {
      Set<ActorRef<InboxNews>> all = watchers.getOrDefault(channel, Set.of());
      pieces(List.copyOf(entries.values()))
          .forEach(news -> all.forEach(subscriber -> subscriber.tell(news)));
    });
    gathered.clear();
    return true;
  }

  /** Tells one of them those of the rows that are in the lists that it watches. */
  void tell(ActorRef<InboxNews> subscriber, List<InboxEntry> rows) {
    Listener listener = listeners.get(subscriber);
    if (listener != null) {
      List<InboxEntry> watched =
          rows.stream()
              .filter(row ->
                  listener.views().stream()
                      .anyMatch(view -> view.holds(row.placement(), listener.viewer())))
              .toList();
      pieces(watched).forEach(subscriber::tell);
    }
  }

  /** Tells all of them. */
  void tell(InboxNews news) {
    listeners.keySet().forEach(subscriber -> subscriber.tell(news));
  }

  private void listen(ActorRef<InboxNews> subscriber, Listener listener) {
    listeners.put(subscriber, listener);
    for (View view : listener.views()) {
      watchers
          .computeIfAbsent(channel(view, listener.viewer()), key -> new LinkedHashSet<>())
          .add(subscriber);
    }
  }

  private static Channel channel(View view, OperatorId viewer) {
    return new Channel(view, view == View.MINE ? viewer : null);
  }

  private static List<Channel> channels(Placement placement) {
    return switch (placement.owner()) {
      case QUEUE -> List.of(new Channel(View.WAITING, null));
      case AGENT -> List.of(new Channel(View.AGENT, null));
      case NONE -> List.of(new Channel(View.CLOSED, null));
      case OPERATOR ->
          List.of(new Channel(View.TEAM, null), new Channel(View.MINE, placement.operator()));
    };
  }

  private static List<InboxNews> pieces(List<InboxEntry> entries) {
    List<InboxNews> pieces = new ArrayList<>();
    for (int from = 0; from < entries.size(); from += TOLD_AT_ONCE_MAX) {
      int to = Math.min(entries.size(), from + TOLD_AT_ONCE_MAX);
      pieces.add(new InboxNews.EntriesChanged(entries.subList(from, to)));
    }
    return pieces;
  }
}
