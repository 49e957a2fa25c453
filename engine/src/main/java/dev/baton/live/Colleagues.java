package dev.baton.live;

import akka.actor.typed.ActorRef;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import dev.baton.identity.ConversationId;
import dev.baton.identity.WorkspaceId;
import dev.baton.inboxview.InboxChange;
import dev.baton.inboxview.InboxEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The books of the other nodes: what they are told, and what they have told. Rows that they have
 * not stored yet are kept here too, for whoever opens an inbox at this node meanwhile.
 */
final class Colleagues {
  /** Changes in one bulletin: what remoting carries at once is bounded in bytes. */
  static final int CHANGES_MAX = 100;

  /** Rows of other nodes that are kept until those have stored them. */
  static final int KEPT_MAX = 50_000;

  /** Bulletins are under way for a while, and so is what they say of time. */
  private static final long SLACK_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final ServiceKey<InboxBook.Message> KEY =
      ServiceKey.create(InboxBook.Message.class, "inbox-book");

  private record Kept(InboxEntry entry, long since) {}

  private static final class Colleague {
    private long number;
    private Set<WorkspaceId> open = Set.of();
    private final LinkedHashMap<ConversationId, Kept> unstored = new LinkedHashMap<>();
  }

  private final LongSupplier nanoTime;
  private final Set<ActorRef<InboxBook.Message>> present = new HashSet<>();
  private final Map<ActorRef<InboxBook.Message>, Colleague> heard = new HashMap<>();
  private final List<InboxChange> changes = new ArrayList<>();
  private final List<Bulletin.Announced> news = new ArrayList<>();
  private long number;

  Colleagues(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Makes a book known to those of the other nodes; {@code listings} is told who is there. */
  static void meet(
      ActorRef<Receptionist.Command> receptionist,
      ActorRef<InboxBook.Message> book,
      ActorRef<Receptionist.Listing> listings) {
    receptionist.tell(Receptionist.register(KEY, book));
    receptionist.tell(Receptionist.subscribe(KEY, listings));
  }

  /** All of them, reachable or not. */
  static Set<ActorRef<InboxBook.Message>> listed(Receptionist.Listing listing) {
    return listing.getAllServiceInstances(KEY);
  }

  boolean isEmpty() {
    return present.isEmpty();
  }

  /** These are there now, and no others; whether any is gone. */
  boolean become(Set<ActorRef<InboxBook.Message>> now) {
    boolean gone = !now.containsAll(present);
    present.clear();
    present.addAll(now);
    heard.keySet().retainAll(now);
    return gone;
  }

  void gather(InboxChange change) {
    if (!present.isEmpty()) {
      changes.add(change);
    }
  }

  void gather(WorkspaceId workspace, InboxNews announced) {
    if (!present.isEmpty()) {
      news.add(new Bulletin.Announced(workspace, announced));
    }
  }

  boolean hasGathered() {
    return !changes.isEmpty() || !news.isEmpty();
  }

  /** Tells them what was gathered, or that there is nothing. */
  void tell(ActorRef<InboxBook.Message> self, Set<WorkspaceId> open, long unstoredMillis) {
    if (present.isEmpty()) {
      return;
    }
    int from = 0;
    do {
      int to = Math.min(changes.size(), from + CHANGES_MAX);
      Bulletin bulletin =
          new Bulletin(
              self,
              ++number,
              List.copyOf(changes.subList(from, to)),
              from == 0 ? List.copyOf(news) : List.of(),
              open,
              unstoredMillis);
      present.forEach(colleague -> colleague.tell(bulletin));
      from = to;
    } while (from < changes.size());
    changes.clear();
    news.clear();
  }

  /**
   * What came of a bulletin.
   *
   * @param missed whether an earlier one did not arrive
   * @param changed whose lists have changed in the database, or are about to
   */
  record Heard(boolean missed, Set<WorkspaceId> changed) {}

  /**
   * Keeps what a bulletin says. A row is heard of as changed twice, when it comes and when it is
   * stored for certain: who counts in between may do so too early.
   */
  Heard hear(Bulletin bulletin) {
    Colleague colleague = heard.computeIfAbsent(bulletin.from(), key -> new Colleague());
    boolean missed = bulletin.number() != colleague.number + 1;
    Set<WorkspaceId> changed = new HashSet<>();
    colleague.number = bulletin.number();
    colleague.open = bulletin.open();
    long now = nanoTime.getAsLong();
    for (InboxChange change : bulletin.changes()) {
      InboxEntry entry = change.entry();
      changed.add(entry.workspace());
      Kept known = colleague.unstored.remove(entry.conversation());
      boolean newer = known == null || entry.rev() > known.entry().rev();
      colleague.unstored.put(entry.conversation(), newer ? new Kept(entry, now) : known);
    }
    long stored = now - TimeUnit.MILLISECONDS.toNanos(bulletin.unstoredMillis()) - SLACK_NANOS;
    Iterator<Kept> rows = colleague.unstored.values().iterator();
    while (rows.hasNext()) {
      Kept oldest = rows.next();
      if (oldest.since() - stored >= 0 && colleague.unstored.size() <= KEPT_MAX) {
        break;
      }
      changed.add(oldest.entry().workspace());
      rows.remove();
    }
    return new Heard(missed, changed);
  }

  /** Whether somebody has the inbox open at another node. */
  Set<WorkspaceId> open() {
    Set<WorkspaceId> all = new HashSet<>();
    heard.values().forEach(colleague -> all.addAll(colleague.open));
    return all;
  }

  Stream<InboxEntry> unstored(WorkspaceId workspace) {
    return heard.values().stream()
        .flatMap(colleague -> colleague.unstored.values().stream())
        .map(Kept::entry)
        .filter(entry -> entry.workspace().equals(workspace));
  }
}
