package dev.baton.live;

import dev.baton.identity.ConversationId;
import dev.baton.identity.WorkspaceId;
import dev.baton.inboxview.InboxEntry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** The newest rows that the database does not hold yet: those that wait, and those on their way. */
final class UnstoredRows {
  /** A row, and since when one of its conversation waits. */
  private record Row(InboxEntry entry, long since) {
    Row or(Row later) {
      return later.entry.rev() > entry.rev() ? new Row(later.entry, since) : this;
    }
  }

  private final LongSupplier nanoTime;
  private Map<ConversationId, Row> waiting = new LinkedHashMap<>();
  private List<Row> underWay = List.of();

  UnstoredRows(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** False where no more rows may wait, and this one is left out. */
  boolean add(InboxEntry entry, int most) {
    if (waiting.size() >= most && !waiting.containsKey(entry.conversation())) {
      return false;
    }
    waiting.merge(entry.conversation(), new Row(entry, nanoTime.getAsLong()), Row::or);
    return true;
  }

  /** Those that waited longest, which are under way from now on; none while others are. */
  List<InboxEntry> take(int most) {
    if (!underWay.isEmpty()) {
      return List.of();
    }
    underWay = new ArrayList<>(Math.min(most, waiting.size()));
    Iterator<Row> rows = waiting.values().iterator();
    while (rows.hasNext() && underWay.size() < most) {
      underWay.add(rows.next());
      rows.remove();
    }
    return underWay.stream().map(Row::entry).toList();
  }

  /** What was under way has arrived, or waits again, before what came after it. */
  void ended(boolean success) {
    List<Row> rows = underWay;
    underWay = List.of();
    if (!success) {
      Map<ConversationId, Row> again = new LinkedHashMap<>();
      rows.forEach(row -> again.put(row.entry().conversation(), row));
      waiting.forEach((conversation, row) -> again.merge(conversation, row, Row::or));
      waiting = again;
    }
  }

  boolean isUnderWay() {
    return !underWay.isEmpty();
  }

  boolean isWaiting() {
    return !waiting.isEmpty();
  }

  int size() {
    return waiting.size() + underWay.size();
  }

  /** How long the oldest has been unstored; 0 where all are stored. */
  long oldestMillis() {
    return Stream.concat(underWay.stream(), waiting.values().stream())
        .findFirst()
        .map(row -> TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - row.since()))
        .orElse(0L);
  }

  Stream<InboxEntry> of(WorkspaceId workspace) {
    return Stream.concat(underWay.stream(), waiting.values().stream())
        .map(Row::entry)
        .filter(entry -> entry.workspace().equals(workspace));
  }
}
