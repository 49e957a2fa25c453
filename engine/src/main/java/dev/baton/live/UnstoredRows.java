package dev.baton.live;

import dev.baton.identity.ConversationId;
import dev.baton.identity.WorkspaceId;
import dev.baton.inboxview.InboxEntry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The newest rows that the database does not hold yet: those that wait, and those on their way. */
final class UnstoredRows {
  private final Map<ConversationId, InboxEntry> waiting = new LinkedHashMap<>();
  private List<InboxEntry> underWay = List.of();

  /** False where no more rows may wait, and this one is left out. */
  boolean add(InboxEntry entry, int most) {
    if (waiting.size() >= most && !waiting.containsKey(entry.conversation())) {
      return false;
    }
    waiting.merge(entry.conversation(), entry, (a, b) -> a.rev() > b.rev() ? a : b);
    return true;
  }

  /** Those that waited longest, which are under way from now on; none while others are. */
  List<InboxEntry> take(int most) {
    if (!underWay.isEmpty()) {
      return List.of();
    }
    underWay = new ArrayList<>(Math.min(most, waiting.size()));
    Iterator<InboxEntry> rows = waiting.values().iterator();
    while (rows.hasNext() && underWay.size() < most) {
      underWay.add(rows.next());
      rows.remove();
    }
    return underWay;
  }

  /** What was under way has arrived, or waits again. */
  void ended(boolean success) {
    List<InboxEntry> rows = underWay;
    underWay = List.of();
    if (!success) {
      rows.forEach(row -> add(row, Integer.MAX_VALUE));
    }
  }

  boolean isUnderWay() {
    return !underWay.isEmpty();
  }

  boolean isWaiting() {
    return !waiting.isEmpty();
  }

  Stream<InboxEntry> of(WorkspaceId workspace) {
    return Stream.concat(underWay.stream(), waiting.values().stream())
        .filter(entry -> entry.workspace().equals(workspace));
  }
}
