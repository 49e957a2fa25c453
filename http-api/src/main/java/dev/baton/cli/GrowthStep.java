package dev.baton.cli;

import akka.stream.javadsl.Sink;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.database.Database;
import dev.baton.database.DatabaseSettings;
import dev.baton.database.upkeep.DatabaseSize;
import dev.baton.engine.ChatEngine;
import dev.baton.identity.ConversationId;
import dev.baton.identity.OperatorId;
import dev.baton.inboxview.InboxEntry;
import dev.baton.inboxview.InboxStore;
import dev.baton.workspace.Workspace;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What was measured with so many conversations stored.
 *
 * @param compareAllMillis for comparing rows with the journal where all that is new is new to it
 * @param compareMillis the same after a start where nothing has been written since
 * @param heapMebibytes what is alive after that, and nobody has come yet
 */
record GrowthStep(
    long conversations,
    long events,
    double writtenPerSecond,
    Map<InboxStore.View, Listed> lists,
    InboxStore.Counts held,
    Timings.Shares counts,
    Timings.Shares latest,
    Timings.Shares open,
    Timings.Shares recover,
    double startMillis,
    double compareAllMillis,
    double compareMillis,
    double bytesPerConversation,
    double heapMebibytes) {

  /**
   * One list.
   *
   * @param deepRows so many rows stand before the deep page
   */
  record Listed(Timings.Shares first, Timings.Shares deep, long deepRows) {}

  Listed list(InboxStore.View view) {
    Listed listed = lists.get(view);
    if (listed == null) {
      throw new IllegalStateException("a list was not measured");
    }
    return listed;
  }

  double slowestFirst() {
    return lists.values().stream().mapToDouble(listed -> listed.first().p99()).max().orElse(0);
  }

  /** Of the list that was followed furthest. */
  Timings.Shares deepest() {
    return lists.values().stream()
        .max((a, b) -> Long.compare(a.deepRows(), b.deepRows()))
        .orElseThrow()
        .deep();
  }

  void put(ObjectNode object) {
    object.put("conversations", conversations).put("events", events);
    object.put("written_per_s", Math.round(writtenPerSecond));
    ObjectNode views = object.putObject("list_ms");
    lists.forEach((view, listed) -> {
      ObjectNode one = views.putObject(view.name().toLowerCase(Locale.ROOT));
      listed.first().put(one, "first");
      listed.deep().put(one, "deep");
      one.put("deep_rows", listed.deepRows());
    });
    object
        .putObject("held")
        .put("waiting", held.waiting())
        .put("agent", held.agent())
        .put("team", held.team())
        .put("closed", held.closed());
    counts.put(object, "counts_ms");
    latest.put(object, "latest_ms");
    open.put(object, "open_ms");
    recover.put(object, "recover_ms");
    object
        .put("engine_start_ms", Math.round(startMillis))
        .put("compare_all_ms", Math.round(compareAllMillis))
        .put("compare_ms", Math.round(compareMillis))
        .put("bytes_per_conversation", Math.round(bytesPerConversation))
        .put("heap_mib", Timings.rounded(heapMebibytes));
  }

  /** Grows the database to a size and measures there. */
  record Measurement(
      DatabaseSettings settings,
      Path folder,
      Workspace workspace,
      GeneratedConversations generated,
      int times) {
    private static final Map<String, Object> OFTEN = Map.of("baton.engine.reconcile-every", "1s");
    private static final int COMPARISONS_UNTIL_KEPT = 3;
    private static final int PAGE = 50;
    private static final int WALKED = 200;
    private static final int DEEP_ROWS_MOST = 50_000;
    private static final int LATEST = 5_000;
    private static final int LATEST_TIMES_MOST = 20;
    private static final int COLLECTIONS = 3;
    private static final double MEBIBYTE = 1 << 20;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final long LOOK_AGAIN_NANOS = 10_000_000;
    private static final Duration COMPARING_PATIENCE = Duration.ofMinutes(10);

    GrowthStep run(long from, long to) {
      DatabaseSize size = new DatabaseSize(settings);
      long begun = System.nanoTime();
      try (Database database = Database.open(settings)) {
        generated.mixed(database, from, to);
      }
      double took = (System.nanoTime() - begun) / 1e9;
      size.settle();
      double comparedAll = compareAll();
      SimpleMeterRegistry registry = new SimpleMeterRegistry();
      try (Database database = Database.open(settings)) {
        long starting = System.nanoTime();
        try (ChatEngine engine = BenchEngine.start(database, folder, registry)) {
          double started = (System.nanoTime() - starting) / NANOS_PER_MILLI;
          double compared = compared(registry, 1);
          double heap = heap();
          InboxStore inbox = engine.stores().inbox();
          Map<InboxStore.View, Listed> lists = lists(inbox);
          List<InboxEntry> some = some(inbox);
          return new GrowthStep(
              to,
              size.events(),
              (to - from) / took,
              lists,
              inbox.tally(workspace.id()).of(generated.operator()),
              counts(inbox),
              latest(inbox),
              open(engine, some),
              recover(engine, some),
              started,
              comparedAll,
              compared,
              (double) size.bytes() / to,
              heap);
        }
      }
    }

    /** As a server that runs for a while: what it has compared, the next need not. */
    private double compareAll() {
      SimpleMeterRegistry registry = new SimpleMeterRegistry();
      try (Database database = Database.open(settings);
          ChatEngine engine = BenchEngine.start(database, folder, registry, OFTEN)) {
        double first = compared(registry, 1);
        compared(registry, COMPARISONS_UNTIL_KEPT);
        if (engine.stores().inbox().comparedUpTo() == 0) {
          throw new CommandFailed("the generated rows lag behind the journal.");
        }
        return first;
      }
    }

    /** How long all comparisons together took until there were so many. */
    private static double compared(SimpleMeterRegistry registry, int times) {
      long deadline = System.nanoTime() + COMPARING_PATIENCE.toNanos();
      while (registry.timer("baton.inbox.compared").count() < times) {
        if (System.nanoTime() > deadline) {
          throw new CommandFailed("the rows were not compared in " + COMPARING_PATIENCE + ".");
        }
        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      }
      return registry.timer("baton.inbox.compared").totalTime(TimeUnit.MILLISECONDS);
    }

    private static double heap() {
      for (int i = 0; i < COLLECTIONS; i++) {
        System.gc();
      }
      return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEBIBYTE;
    }

    private Map<InboxStore.View, Listed> lists(InboxStore inbox) {
      Map<InboxStore.View, Listed> lists = new EnumMap<>(InboxStore.View.class);
      for (InboxStore.View view : InboxStore.View.values()) {
        OperatorId viewer = generated.operator();
        Timings first = new Timings();
        for (int i = 0; i < times; i++) {
          first.time(() -> inbox.list(workspace.id(), view, viewer, PAGE, null));
        }
        String cursor = null;
        long rows = 0;
        String next = inbox.list(workspace.id(), view, viewer, PAGE, null).next();
        while (next != null && rows < DEEP_ROWS_MOST) {
          rows += cursor == null ? PAGE : WALKED;
          cursor = next;
          next = inbox.list(workspace.id(), view, viewer, WALKED, cursor).next();
        }
        lists.put(view, new Listed(first.shares(), deep(inbox, view, viewer, cursor), rows));
      }
      return lists;
    }

    private Timings.Shares deep(
        InboxStore inbox, InboxStore.View view, OperatorId viewer, @Nullable String cursor) {
      Timings deep = new Timings();
      for (int i = 0; i < times; i++) {
        deep.time(() -> inbox.list(workspace.id(), view, viewer, PAGE, cursor));
      }
      return deep.shares();
    }

    private Timings.Shares counts(InboxStore inbox) {
      Timings counts = new Timings();
      for (int i = 0; i < times; i++) {
        counts.time(() -> inbox.tally(workspace.id()));
      }
      return counts.shares();
    }

    private Timings.Shares latest(InboxStore inbox) {
      Timings latest = new Timings();
      for (int i = 0; i < Math.min(times, LATEST_TIMES_MOST); i++) {
        latest.time(() -> inbox.latest(workspace.id(), LATEST));
      }
      return latest.shares();
    }

    /** Conversations of all ages and owners that nobody has asked anything yet. */
    private List<InboxEntry> some(InboxStore inbox) {
      List<ConversationId> ids = new ArrayList<>(generated.sample());
      Collections.shuffle(ids, new Random(ids.size()));
      return ids.stream()
          .limit(times)
          .flatMap(id -> inbox.find(workspace.id(), id).stream())
          .toList();
    }

    private static Timings.Shares open(ChatEngine engine, List<InboxEntry> some) {
      Timings open = new Timings();
      for (InboxEntry entry : some) {
        int read =
            open.time(() ->
                    engine
                        .history(entry.conversation(), 0, entry.rev())
                        .runWith(Sink.seq(), engine.system())
                        .toCompletableFuture()
                        .join())
                .size();
        if (read != entry.rev()) {
          throw new CommandFailed("a history is shorter than its row says.");
        }
      }
      return open.shares();
    }

    private static Timings.Shares recover(ChatEngine engine, List<InboxEntry> some) {
      Timings recover = new Timings();
      for (InboxEntry entry : some) {
        boolean same =
            recover
                .time(() -> engine.describe(entry.conversation()).toCompletableFuture().join())
                .filter(entry::equals)
                .isPresent();
        if (!same) {
          throw new CommandFailed("a row of the inbox differs from its conversation.");
        }
      }
      return recover.shares();
    }
  }
}
