package dev.baton.live;

import dev.baton.identity.ConversationId;
import dev.baton.identity.WorkspaceId;
import dev.baton.inboxview.InboxEntry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The newest rows that the database does not hold yet: those that wait, and those on their way. */
final class UnstoredRows {
  /** A row, and since when one of its conversation waits. */
  private record Row(InboxEntry entry, long since) {
    Row or(Row later) {
      return later.entry.rev() > entry.rev() ? new Row(later.entry, since) : this;
    }
  }

  /** Rows that may wait to be stored; beyond it a row is left to the reconciler. */
  static final int UNSTORED_MAX = 50_000;

  private static final Logger LOG = LoggerFactory.getLogger(UnstoredRows.class);

  private final LongSupplier nanoTime;
  private final AtomicInteger depth = new AtomicInteger();
  private Map<ConversationId, Row> waiting = new LinkedHashMap<>();
  private List<Row> underWay = List.of();

  UnstoredRows(LongSupplier nanoTime, MeterRegistry registry) {
    this.nanoTime = nanoTime;
    Tags queue = Tags.of("queue", "inbox rows");
    registry.gauge("baton.queue.waiting", queue, depth);
    registry.gauge("baton.queue.bound", queue, depth, any -> UNSTORED_MAX);
  }

  /** Keeps a row where there is room; else the reconciler finds it. */
  void add(InboxEntry entry) {
    if (waiting.size() >= UNSTORED_MAX && !waiting.containsKey(entry.conversation())) {
      LOG.warn(
          "{} rows of the inbox wait to be stored; {} is left to the reconciler",
          UNSTORED_MAX,
          entry.conversation());
      return;
    }
    waiting.merge(entry.conversation(), new Row(entry, nanoTime.getAsLong()), Row::or);
    depth.set(size());
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
    depth.set(size());
  }

  boolean isUnderWay() {
    return !underWay.isEmpty();
  }

  boolean isWaiting() {
    return !waiting.isEmpty();
  }

  private int size() {
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
