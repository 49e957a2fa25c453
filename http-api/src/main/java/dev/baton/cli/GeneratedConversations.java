package dev.baton.cli;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializer;
import akka.serialization.Serializers;
import com.typesafe.config.ConfigFactory;
import dev.baton.conversation.ConversationEvent;
import dev.baton.conversation.ConversationSharding;
import dev.baton.conversation.Principal;
import dev.baton.database.Database;
import dev.baton.database.JournalWriter;
import dev.baton.database.StoredEvent;
import dev.baton.identity.ConversationId;
import dev.baton.identity.OperatorId;
import dev.baton.identity.WorkspaceId;
import dev.baton.inboxview.InboxEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * Stored conversations in any number: decided by the rules, serialized as the engine does, written
 * as rows of the journal and of the inbox. The engine must not run on the database meanwhile.
 */
final class GeneratedConversations implements AutoCloseable {
  /** Conversations in one transaction. */
  private static final int CHUNK = 250;

  private static final int WRITERS = 2;

  /** Conversations of each call that are remembered, about. */
  private static final int SAMPLE = 1_000;

  private static final int OPERATORS = 20;
  private static final int MESSAGES_MOST = 12;

  /** The one of this number would begin now, the others before it. */
  static final long CONVERSATIONS_MAX = 2_000_000;

  private static final Duration APART = Duration.ofSeconds(30);

  /** Of a hundred conversations, so many end like this; the rest is closed. */
  private static final int AGENTS = 20;

  private static final int QUEUED = 3;
  private static final int OPERATED = 7;

  private final WorkspaceId workspace;
  private final long seed;
  private final Instant latest = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final List<Principal.Operator> operators = new ArrayList<>();
  private final Queue<ConversationId> sample = new ConcurrentLinkedQueue<>();
  private final ActorSystem<Void> system;
  private final Serialization serialization;

  GeneratedConversations(WorkspaceId workspace, long seed) {
    this.workspace = workspace;
    this.seed = seed;
    for (int i = 1; i <= OPERATORS; i++) {
      operators.add(new Principal.Operator(OperatorId.random(), "Operator " + i));
    }
    system =
        ActorSystem.create(
            Behaviors.empty(),
            "generate",
            ConfigFactory.parseMap(Map.of("akka.actor.provider", "local"))
                .withFallback(ConfigFactory.load()));
    serialization = SerializationExtension.get(system);
  }

  /** One of those who own conversations. */
  OperatorId operator() {
    return operators.getFirst().id();
  }

  /** Some of those that were written, from every age. */
  List<ConversationId> sample() {
    return List.copyOf(sample);
  }

  /** Writes the conversations {@code from} to {@code to} - 1, the later the newer. */
  void mixed(Database database, long from, long to) {
    write(database, from, to, this::mixed);
  }

  /** The same, but all of them wait for a person or are owned by one. */
  void open(Database database, long from, long to) {
    write(
        database,
        from,
        to,
        index -> {
          GeneratedLife life = begin(index);
          life.handedOff();
          if (index % 2 == 0) {
            life.operatorReplies();
          }
          return life;
        });
  }

  /** One with exactly so many events, at least 10, owned by an operator. */
  GeneratedLife ofLength(int events) {
    GeneratedLife life = begin(0);
    life.handedOff();
    life.operatorReplies();
    while (life.events().size() < events) {
      life.customerWrites();
    }
    return life;
  }

  /** Writes these; the same as for those that are made on the way. */
  void write(Database database, List<GeneratedLife> lives) {
    try (JournalWriter writer = database.journalWriter()) {
      List<StoredEvent> events = new ArrayList<>();
      List<InboxEntry> entries = new ArrayList<>();
      for (GeneratedLife life : lives) {
        events.addAll(stored(life));
        entries.add(life.entry());
        if (events.size() >= CHUNK * MESSAGES_MOST) {
          flush(database, writer, events, entries);
        }
      }
      flush(database, writer, events, entries);
    }
  }

  private void write(Database database, long from, long to, LongFunction<GeneratedLife> maker) {
    long kept = Math.max(1, (to - from) / SAMPLE);
    AtomicLong next = new AtomicLong(from);
    try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      List<CompletableFuture<Void>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        writers.add(
            CompletableFuture.runAsync(
                () -> writeChunks(database, next, to, kept, maker), threads));
      }
      writers.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      throw new CommandFailed("conversations could not be written: " + e.getCause() + ".");
    }
  }

  private void writeChunks(
      Database database, AtomicLong next, long to, long kept, LongFunction<GeneratedLife> maker) {
    try (JournalWriter writer = database.journalWriter()) {
      for (long begin = next.getAndAdd(CHUNK); begin < to; begin = next.getAndAdd(CHUNK)) {
        List<StoredEvent> events = new ArrayList<>();
        List<InboxEntry> entries = new ArrayList<>();
        for (long index = begin; index < Math.min(to, begin + CHUNK); index++) {
          GeneratedLife life = maker.apply(index);
          if (index % kept == 0) {
            sample.add(life.id());
          }
          events.addAll(stored(life));
          entries.add(life.entry());
        }
        flush(database, writer, events, entries);
      }
    }
  }

  private static void flush(
      Database database, JournalWriter writer, List<StoredEvent> events, List<InboxEntry> entries) {
    writer.write(events);
    database.inbox().upsert(entries);
    events.clear();
    entries.clear();
  }

  private GeneratedLife mixed(long index) {
    GeneratedLife life = begin(index);
    Random random = new Random(seed + index);
    int messages = 2 + random.nextInt(MESSAGES_MOST - 1);
    int end = random.nextInt(100);
    if (end < AGENTS) {
      for (int said = 0; said + 2 <= messages; said += 2) {
        life.answered();
      }
      return life;
    }
    int said = 2;
    if (messages >= 4) {
      life.answered();
      said += 2;
    }
    life.handedOff();
    if (end < AGENTS + QUEUED) {
      for (; said < messages; said++) {
        life.customerWrites();
      }
      return life;
    }
    life.operatorReplies();
    for (said++; said < messages; said++) {
      if (said % 2 == 0) {
        life.operatorReplies();
      } else {
        life.customerWrites();
      }
    }
    if (end >= AGENTS + QUEUED + OPERATED) {
      life.close();
    }
    return life;
  }

  private GeneratedLife begin(long index) {
    Random random = new Random(~seed + index);
    return new GeneratedLife(
        workspace,
        operators.get(random.nextInt(OPERATORS)),
        latest.minus(APART.multipliedBy(CONVERSATIONS_MAX - index)),
        random);
  }

  private List<StoredEvent> stored(GeneratedLife life) {
    List<StoredEvent> rows = new ArrayList<>();
    for (ConversationEvent event : life.events()) {
      Serializer serializer = serialization.findSerializerFor(event);
      rows.add(
          new StoredEvent(
              0,
              ConversationSharding.persistenceId(life.id()),
              rows.size() + 1L,
              false,
              serializer.identifier(),
              Serializers.manifestFor(serializer, event),
              serializer.toBinary(event)));
    }
    return rows;
  }

  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }
}
