package dev.baton.cli;

import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializer;
import akka.serialization.Serializers;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.conversation.ConversationCommand;
import dev.baton.conversation.ConversationEvent;
import dev.baton.conversation.ConversationReply;
import dev.baton.conversation.Opening;
import dev.baton.conversation.Principal;
import dev.baton.database.Database;
import dev.baton.database.JournalWriter;
import dev.baton.database.StoredEvent;
import dev.baton.database.embedded.EmbeddedPostgres;
import dev.baton.engine.ChatEngine;
import dev.baton.http.frames.Json;
import dev.baton.identity.ConversationId;
import dev.baton.identity.CustomerId;
import dev.baton.identity.IdempotencyKey;
import dev.baton.identity.OperatorId;
import dev.baton.identity.WorkspaceId;
import dev.baton.workspace.Workspace;
import dev.baton.workspace.WorkspaceSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how much of what the database can take comes through the conversations. */
@Command(
    name = "journal",
    mixinStandardHelpOptions = true,
    description = {
      "Measure events a second through conversations, against rows a second of plain batched",
      "inserts into the same table, in alternating rounds on a new embedded database."
    })
final class BenchJournal implements Callable<Integer> {
  private static final int RAW_THREADS = 8;
  private static final int RAW_BATCH = 400;
  private static final double NANOS = 1e9;
  private static final String TEXT =
      "I ordered on Monday, and the parcel has been standing in the depot since Wednesday. "
          + "The number on the label is the one in your mail. Could you look where it hangs?";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      description =
          "Messages on their way at the same time, in ten times as many conversations (default: 1000).")
  private int inFlight = 1_000;

  @Option(names = "--rounds", paramLabel = "N", description = "Alternating rounds (default: 5).")
  private int rounds = 5;

  @Option(names = "--seconds", paramLabel = "N", description = "Of each round (default: 5).")
  private int seconds = 5;

  @Option(names = "--json", description = "One line of JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if (inFlight < 1 || inFlight > 10_000 || rounds < 1 || seconds < 1) {
      throw new CommandFailed("--in-flight is 1 to 10000, --rounds and --seconds are at least 1.");
    }
    Path folder = Eval.temporary();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, null);
        Database database = Database.open(postgres.settings());
        ChatEngine engine = BenchEngine.start(database, folder, new SimpleMeterRegistry())) {
      measure(database, engine);
    } finally {
      Eval.remove(folder);
    }
    return ExitCode.OK;
  }

  /** One round of conversations, or of plain inserts. */
  private record Round(double perSecond, double processorMicros) {}

  private void measure(Database database, ChatEngine engine) {
    MeasuredOn machine = new MeasuredOn();
    Crowd crowd = new Crowd(engine, inFlight);
    StoredEvent like = sample(engine);
    // Until the compiler has seen both.
    crowd.write(2L * seconds);
    raw(database, like);
    List<Round> entity = new ArrayList<>();
    List<Round> raw = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      entity.add(crowd.write(seconds));
      raw.add(raw(database, like));
    }
    double events = median(entity.stream().mapToDouble(Round::perSecond).toArray());
    double rows = median(raw.stream().mapToDouble(Round::perSecond).toArray());
    double[] ratios = new double[rounds];
    Arrays.setAll(ratios, i -> entity.get(i).perSecond() / raw.get(i).perSecond());
    report(
        new Figures(
            events,
            rows,
            median(ratios),
            median(entity.stream().mapToDouble(Round::processorMicros).toArray()),
            like.payload().length,
            machine));
  }

  private record Figures(
      double events, double rows, double ratio, double micros, int bytes, MeasuredOn machine) {}

  private void report(Figures figures) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode line = Json.object();
      line.put("entity_events_per_s", Math.round(figures.events()))
          .put("raw_rows_per_s", Math.round(figures.rows()))
          .put("ratio", Math.round(figures.ratio() * 1_000) / 1_000.0)
          .put("entity_jvm_micros_per_event", Math.round(figures.micros()))
          .put("payload_bytes", figures.bytes())
          .put("in_flight", inFlight)
          .put("rounds", rounds);
      figures.machine().put(line);
      out.println(line);
      return;
    }
    out.printf(
        Locale.ROOT,
        "%s; medians of %d alternating rounds of %d s%n"
            + "%.0f events/s through conversations, %d in flight, %.0f us of the JVM's processor each%n"
            + "%.0f rows/s of %d bytes by plain inserts, %d threads with %d a batch%n"
            + "ratio %.3f%n",
        figures.machine().line(),
        rounds,
        seconds,
        figures.events(),
        inFlight,
        figures.micros(),
        figures.rows(),
        figures.bytes(),
        RAW_THREADS,
        RAW_BATCH,
        figures.ratio());
  }

  /** A customer's line as the journal keeps it. */
  private static StoredEvent sample(ChatEngine engine) {
    Serialization serialization = SerializationExtension.get(engine.system());
    ConversationEvent event = new ConversationEvent.CustomerWrote(1, 1, key(), TEXT, Instant.now());
    Serializer serializer = serialization.findSerializerFor(event);
    return new StoredEvent(
        0,
        "",
        0,
        false,
        serializer.identifier(),
        Serializers.manifestFor(serializer, event),
        serializer.toBinary(event));
  }

  private Round raw(Database database, StoredEvent like) {
    AtomicLong written = new AtomicLong();
    AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    long begun = System.nanoTime();
    long processor = MeasuredOn.processorNanos();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < RAW_THREADS; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  write(database, like, begun + seconds * (long) NANOS, written);
                } catch (RuntimeException e) {
                  failure.set(e);
                }
              }));
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    RuntimeException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
    double took = (System.nanoTime() - begun) / NANOS;
    return new Round(
        written.get() / took,
        (MeasuredOn.processorNanos() - processor) / 1e3 / Math.max(1, written.get()));
  }

  /** As conversations would: each batch holds one row of each of many. */
  private static void write(Database database, StoredEvent like, long until, AtomicLong written) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < RAW_BATCH; i++) {
      ids.add("raw|" + UUID.randomUUID());
    }
    try (JournalWriter writer = database.journalWriter()) {
      for (long sequence = 1; System.nanoTime() < until; sequence++) {
        List<StoredEvent> batch = new ArrayList<>(RAW_BATCH);
        for (String id : ids) {
          batch.add(
              new StoredEvent(
                  0, id, sequence, false, like.serializer(), like.manifest(), like.payload()));
        }
        writer.write(batch);
        written.addAndGet(RAW_BATCH);
      }
    }
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private static IdempotencyKey key() {
    return new IdempotencyKey(UUID.randomUUID().toString());
  }

  /**
   * Conversations that an operator owns. So many customers write at the same time, in turns, so
   * that no conversation grows longer than people make them.
   */
  private static final class Crowd {
    private static final int TALKS_FOR_EACH = 10;
    private static final int BEGUN_AT_ONCE = 64;

    private final ChatEngine engine;
    private final WorkspaceId workspace = WorkspaceId.random();
    private final Queue<Talk> resting = new ConcurrentLinkedQueue<>();
    private final int writers;
    private final AtomicLong stored = new AtomicLong();
    private final AtomicLong underWay = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean writing;

    private record Talk(ConversationId id, Opening opening, Principal.Customer customer) {}

    Crowd(ChatEngine engine, int writers) {
      this.engine = engine;
      this.writers = writers;
      engine
          .workspaces()
          .add(new Workspace(workspace, "bench", 1, WorkspaceSettings.defaults("Bench")));
      Principal.Operator operator = new Principal.Operator(OperatorId.random(), "Bench");
      int left = writers * TALKS_FOR_EACH;
      while (left > 0) {
        List<CompletableFuture<Void>> begun = new ArrayList<>();
        for (int i = 0; i < Math.min(left, BEGUN_AT_ONCE); i++) {
          begun.add(begin(operator));
        }
        begun.forEach(CompletableFuture::join);
        left -= begun.size();
      }
    }

    private CompletableFuture<Void> begin(Principal.Operator operator) {
      CustomerId customer = CustomerId.random();
      Talk talk =
          new Talk(
              ConversationId.random(),
              new Opening(workspace, customer, null, null),
              new Principal.Customer(customer));
      return perform(talk, talk.customer(), new ConversationCommand.AskForPerson(key()))
          .thenCompose(asked ->
              perform(talk, operator, new ConversationCommand.Reply(key(), "I am here.", null)))
          .thenRun(() -> resting.add(talk))
          .toCompletableFuture();
    }

    private CompletionStage<ConversationReply> perform(
        Talk talk, Principal who, ConversationCommand command) {
      return engine
          .perform(talk.id(), talk.opening(), who, command)
          .thenApply(reply -> {
            if (!(reply instanceof ConversationReply.Accepted)) {
              throw new CommandFailed("a conversation could not be begun: " + reply + ".");
            }
            return reply;
          });
    }

    Round write(long length) {
      stored.set(0);
      writing = true;
      long begun = System.nanoTime();
      long processor = MeasuredOn.processorNanos();
      for (int i = 0; i < writers; i++) {
        next();
      }
      LockSupport.parkNanos(length * (long) NANOS);
      long events = stored.get();
      double took = (System.nanoTime() - begun) / NANOS;
      long processorTook = MeasuredOn.processorNanos() - processor;
      writing = false;
      while (underWay.get() > 0) {
        LockSupport.parkNanos(1_000_000);
      }
      Throwable failed = failure.get();
      if (failed != null) {
        throw new CommandFailed("a message was not stored: " + failed + ".");
      }
      return new Round(events / took, processorTook / 1e3 / Math.max(1, events));
    }

    private void next() {
      Talk talk = resting.remove();
      underWay.incrementAndGet();
      engine
          .perform(
              talk.id(),
              talk.opening(),
              talk.customer(),
              new ConversationCommand.PostMessage(key(), TEXT))
          .whenComplete((reply, thrown) -> {
            resting.add(talk);
            underWay.decrementAndGet();
            if (reply instanceof ConversationReply.Accepted) {
              stored.incrementAndGet();
              if (writing) {
                next();
              }
            } else {
              failure.set(
                  thrown == null ? new IllegalStateException(String.valueOf(reply)) : thrown);
            }
          });
    }
  }
}
