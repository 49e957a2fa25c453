package dev.baton.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.conversation.ConversationCommand;
import dev.baton.conversation.ConversationReply;
import dev.baton.database.Database;
import dev.baton.database.embedded.EmbeddedPostgres;
import dev.baton.database.upkeep.DatabaseSize;
import dev.baton.engine.ChatEngine;
import dev.baton.http.frames.Json;
import dev.baton.identity.IdempotencyKey;
import dev.baton.identity.WorkspaceId;
import dev.baton.inboxview.InboxEntry;
import dev.baton.workspace.Workspace;
import dev.baton.workspace.WorkspaceSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how long a conversation takes to wake, with and without a snapshot. */
@Command(
    name = "recovery",
    mixinStandardHelpOptions = true,
    description = {
      "Measure how long a sleeping conversation takes to say where it stands, by its number of",
      "events, with the snapshots that the engine makes and without any, in alternating rounds."
    })
final class BenchRecovery implements Callable<Integer> {
  private static final int EVENTS_LEAST = 10;
  private static final int EVENTS_MOST = 10_000;
  private static final int ALL_EVENTS_MOST = 5_000_000;
  private static final Duration SNAPSHOTS_PATIENCE = Duration.ofSeconds(30);
  private static final long LOOK_AGAIN_NANOS = 50_000_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--events",
      split = ",",
      paramLabel = "N",
      description = "Events of a conversation (default: 10,100,1000).")
  private List<Integer> events = List.of(10, 100, 1_000);

  @Option(names = "--rounds", paramLabel = "N", description = "Alternating rounds (default: 5).")
  private int rounds = 5;

  @Option(
      names = "--conversations",
      paramLabel = "N",
      description = "Woken in each round, of each kind (default: 100).")
  private int conversations = 100;

  @Option(names = "--json", description = "One line of JSON.")
  private boolean json;

  /** Conversations of one length, that have snapshots or not, and what was measured of them. */
  private record Kind(
      int events, boolean snapshots, List<GeneratedLife> lives, List<Timings.Shares> rounds) {}

  @Override
  public Integer call() {
    check();
    Path folder = Eval.temporary();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, null)) {
      MeasuredOn machine = new MeasuredOn();
      DatabaseSize size = new DatabaseSize(postgres.settings());
      List<Kind> kinds;
      List<GeneratedLife> warmUp;
      try (Database database = Database.open(postgres.settings())) {
        Workspace workspace =
            new Workspace(WorkspaceId.random(), "bench", 1, WorkspaceSettings.defaults("Bench"));
        database.workspaces().add(workspace);
        try (GeneratedConversations generated =
            new GeneratedConversations(workspace.id(), events.hashCode())) {
          kinds = kinds(database, generated);
          warmUp = lives(generated, EVENTS_LEAST);
          generated.write(database, warmUp);
        }
        snapshots(database, folder, size, kinds);
      }
      size.settle();
      long made = size.snapshots();
      try (Database database = Database.open(postgres.settings());
          ChatEngine engine = BenchEngine.start(database, folder, new SimpleMeterRegistry())) {
        wake(engine, warmUp);
        for (int round = 0; round < rounds; round++) {
          for (Kind kind : kinds) {
            List<GeneratedLife> sleeping =
                kind.lives().subList(round * conversations, (round + 1) * conversations);
            kind.rounds().add(wake(engine, sleeping));
          }
        }
      }
      report(kinds, made, machine);
    } finally {
      Eval.remove(folder);
    }
    return ExitCode.OK;
  }

  private void check() {
    boolean lengths =
        events.stream().allMatch(length -> length >= EVENTS_LEAST && length <= EVENTS_MOST);
    if (!lengths || rounds < 1 || conversations < 1) {
      throw new CommandFailed(
          "--events are 10 to 10000 each, --rounds and --conversations at least 1.");
    }
    long all = 2L * rounds * conversations * events.stream().mapToLong(Integer::longValue).sum();
    if (all > ALL_EVENTS_MOST) {
      throw new CommandFailed(
          "these are " + all + " events; at most " + ALL_EVENTS_MOST + " are written.");
    }
  }

  private List<Kind> kinds(Database database, GeneratedConversations generated) {
    List<Kind> kinds = new ArrayList<>();
    for (int length : events) {
      for (boolean snapshots : List.of(true, false)) {
        List<GeneratedLife> lives = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
          // The last event comes through the engine, which makes the snapshot.
          lives.addAll(lives(generated, snapshots ? length - 1 : length));
        }
        generated.write(database, lives);
        kinds.add(new Kind(length, snapshots, lives, new ArrayList<>()));
      }
    }
    return kinds;
  }

  private List<GeneratedLife> lives(GeneratedConversations generated, int length) {
    List<GeneratedLife> lives = new ArrayList<>();
    for (int i = 0; i < conversations; i++) {
      lives.add(generated.ofLength(length));
    }
    return lives;
  }

  /** Lets the engine write the last event of those that are to have what snapshots it makes. */
  private void snapshots(Database database, Path folder, DatabaseSize size, List<Kind> kinds) {
    long expected = 0;
    try (ChatEngine engine = BenchEngine.start(database, folder, new SimpleMeterRegistry())) {
      long every =
          engine.system().settings().config().getLong("baton.engine.conversation.snapshot-every");
      for (Kind kind : kinds) {
        if (!kind.snapshots()) {
          continue;
        }
        kind.lives().forEach(life -> write(engine, life));
        expected += kind.events() % every == 0 ? kind.lives().size() : 0;
      }
      long deadline = System.nanoTime() + SNAPSHOTS_PATIENCE.toNanos();
      while (size.snapshots() < expected) {
        if (System.nanoTime() > deadline) {
          throw new CommandFailed("only " + size.snapshots() + " of " + expected + " snapshots.");
        }
        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      }
    }
  }

  private static void write(ChatEngine engine, GeneratedLife life) {
    IdempotencyKey key = new IdempotencyKey(UUID.randomUUID().toString());
    ConversationReply reply =
        engine
            .perform(
                life.id(),
                life.opening(),
                life.customer(),
                new ConversationCommand.PostMessage(key, "That was all."))
            .toCompletableFuture()
            .join();
    if (!(reply instanceof ConversationReply.Accepted)) {
      throw new CommandFailed("a conversation did not take its last message: " + reply + ".");
    }
  }

  private static Timings.Shares wake(ChatEngine engine, List<GeneratedLife> sleeping) {
    Timings timings = new Timings();
    for (GeneratedLife life : sleeping) {
      InboxEntry entry =
          timings
              .time(() -> engine.describe(life.id()).toCompletableFuture().join())
              .orElseThrow(() -> new CommandFailed("a conversation has not been written."));
      if (entry.rev() < life.events().size()) {
        throw new CommandFailed("a conversation has woken without all of its events.");
      }
    }
    return timings.shares();
  }

  private void report(List<Kind> kinds, long snapshots, MeasuredOn machine) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode line = Json.object();
      line.put("rounds", rounds).put("conversations", conversations).put("snapshots", snapshots);
      for (Kind kind : kinds) {
        ObjectNode one = line.withArray("recover_ms").addObject();
        one.put("events", kind.events()).put("snapshots", kind.snapshots());
        Timings.Shares shares = Timings.Shares.median(kind.rounds());
        one.put("p50", Timings.rounded(shares.p50())).put("p99", Timings.rounded(shares.p99()));
      }
      machine.put(line);
      out.println(line);
      return;
    }
    out.printf(
        Locale.ROOT,
        "%s; medians of %d alternating rounds, %d conversations each%n%8s %10s %8s %8s%n",
        machine.line(),
        rounds,
        conversations,
        "events",
        "snapshots",
        "p50 ms",
        "p99 ms");
    for (Kind kind : kinds) {
      Timings.Shares shares = Timings.Shares.median(kind.rounds());
      out.printf(
          Locale.ROOT,
          "%8d %10s %8.2f %8.2f%n",
          kind.events(),
          kind.snapshots() ? "as shipped" : "none",
          shares.p50(),
          shares.p99());
    }
  }
}
