package dev.baton.engine;

import akka.actor.BootstrapSetup;
import akka.actor.setup.ActorSystemSetup;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.baton.answering.Agent;
import dev.baton.answering.AnswerConfidence;
import dev.baton.answering.Inquiry;
import dev.baton.answering.RetrievalPool;
import dev.baton.answering.SourcesAgent;
import dev.baton.cluster.ClusterSettings;
import dev.baton.cluster.Membership;
import dev.baton.cluster.NodeRefused;
import dev.baton.cluster.NodeStoreSetup;
import dev.baton.database.Database;
import dev.baton.identity.SourceId;
import dev.baton.identity.WorkspaceId;
import dev.baton.live.InboxBook;
import dev.baton.live.InboxNews;
import dev.baton.live.OtherNodes;
import dev.baton.live.Presence;
import dev.baton.replay.Replay;
import dev.baton.retrieval.KnowledgeBase;
import dev.baton.retrieval.Term;
import dev.baton.retrieval.embedding.LoadedModels;
import dev.baton.retrieval.embedding.PassageVectors;
import dev.baton.retrieval.lucene.LuceneKnowledgeBase;
import dev.baton.sources.PageFetcher;
import dev.baton.sources.Source;
import dev.baton.sources.SourceLibrary;
import dev.baton.sources.SourceListener;
import dev.baton.sources.SourceReader;
import dev.baton.sources.SourceReading;
import dev.baton.sources.pdf.PdfProcess;
import dev.baton.workspace.Workspace;
import dev.baton.workspace.WorkspaceDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts an engine together on an open database, in the order in which its parts need each other. */
public final class EngineStarter {
  private static final int WARM_UP_QUESTIONS = 30;

  /** Tasks that may wait for the reading thread; what waits to be read stands in the database. */
  static final int READINGS_WAITING_MAX = 16;

  /** Replays that may wait for the one under way; a workspace has one that counts. */
  static final int REPLAYS_WAITING_MAX = 64;

  private EngineStarter() {}

  /** Begins what takes long and needs no database, beside what the caller does next. */
  public static void begin(Config config) {
    if (EngineSettings.from(config).models()) {
      LoadedModels.begin();
    }
  }

  /**
   * An engine that serves.
   *
   * @param config the whole configuration; the database's own settings go before it
   * @param index the folder of the index, which is a cache: it may be empty
   * @param fetcher how links are fetched, made on the engine's actor system
   * @param dressing wraps the agent; {@link UnaryOperator#identity()} leaves it as it is
   * @throws NodeRefused when it is to be a node of a cluster and cannot
   */
  public static ChatEngine start(
      Config config,
      Database database,
      Path index,
      Function<ActorSystem<?>, PageFetcher> fetcher,
      UnaryOperator<Agent> dressing,
      MeterRegistry registry) {
    EngineSettings settings = EngineSettings.from(config);
    Optional<ClusterSettings> cluster = ClusterSettings.from(config);
    ActorSystem<Void> system = system(config, database, cluster);
    Optional<Membership> membership;
    try {
      membership = cluster.map(any -> Membership.enter(system, database.nodes(), version()));
    } catch (NodeRefused refused) {
      system.terminate();
      throw refused;
    }
    if (membership.isEmpty()) {
      Cluster alone = Cluster.get(system);
      alone.manager().tell(Join.create(alone.selfMember().address()));
    }
    ThreadPoolExecutor blocking =
        pool("blocking", settings.blockingThreads(), settings.blockingWaitingMax(), registry);
    Stores stores =
        new Stores(
            database.workspaces(),
            database.operators(),
            database.customerSessions(),
            database.sources(membership.map(Membership::number).orElse(0)),
            database.inbox());
    Tags connections = Tags.of("queue", "connections");
    registry.gauge("baton.queue.waiting", connections, database, Database::waiting);
    WorkspaceDirectory workspaces = new WorkspaceDirectory(stores.workspaces());
    Presence presence = new Presence();
    RemovedSources removed = new RemovedSources();
    ThreadPoolExecutor reading = pool("reading", 1, READINGS_WAITING_MAX, registry);
    CompletableFuture<SourceLibrary> libraryToCome = new CompletableFuture<>();
    ActorRef<InboxBook.Message> book =
        system.systemActorOf(
            InboxBook.create(
                stores.inbox(),
                blocking,
                presence,
                membership.isEmpty()
                    ? OtherNodes.NONE
                    : new Elsewhere(workspaces, libraryToCome, removed, blocking, reading),
                registry),
            "inbox-book",
            Props.empty());
    LuceneKnowledgeBase knowledge =
        new LuceneKnowledgeBase(
            index,
            new PassageVectors(
                settings.models() ? LoadedModels.all() : List.of(), database.vectors()),
            lost -> reading.execute(() -> libraryToCome.join().rebuild()));
    SourceLibrary library =
        new SourceLibrary(
            stores.sources(),
            knowledge,
            new SourceReading(new SourceReader(new PdfProcess()), fetcher.apply(system)),
            announcer(book, removed),
            reading,
            Clock.systemUTC());
    libraryToCome.complete(library);
    Agent bare = new SourcesAgent(knowledge, AnswerConfidence.shipped());
    Agent agent = dressing.apply(bare);
    ActorRef<RetrievalPool.Message> pool =
        system.systemActorOf(
            RetrievalPool.create(agent, settings.retrieval(), registry),
            "retrieval-pool",
            Props.empty());
    ChatEngine engine =
        new ChatEngine(
            new ChatEngine.Parts(
                system,
                membership,
                settings,
                stores,
                workspaces,
                library,
                removed,
                knowledge,
                reading,
                pool,
                book,
                presence,
                blocking,
                database.journal(),
                pool("replaying", 1, REPLAYS_WAITING_MAX, registry),
                new Replay(agent, tellingWords(knowledge))),
            registry);
    library.start();
    warmUp(bare, workspaces);
    engine.catchUp();
    return engine;
  }

  private static ActorSystem<Void> system(
      Config config, Database database, Optional<ClusterSettings> cluster) {
    Config whole =
        cluster
            .map(ClusterSettings::akkaSettings)
            .orElse(ConfigFactory.empty())
            .withFallback(database.akkaSettings())
            .withFallback(config)
            .withFallback(ConfigFactory.load());
    ActorSystemSetup setup =
        ActorSystemSetup.create(BootstrapSetup.create(whole), new NodeStoreSetup(database.nodes()));
    return ActorSystem.create(Behaviors.empty(), "baton", setup);
  }

  private static String version() {
    @Nullable String version = EngineStarter.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  private static Replay.TellingWords tellingWords(KnowledgeBase knowledge) {
    return (workspace, text, inLanguageOf) -> {
      String language = knowledge.language(workspace, inLanguageOf);
      return knowledge.terms(workspace, language, text).stream()
          .map(Term::word)
          .collect(Collectors.toUnmodifiableSet());
    };
  }

  /** The first questions after a start are slow; no customer should be the one to ask them. */
  private static void warmUp(Agent agent, WorkspaceDirectory workspaces) {
    for (Workspace workspace : workspaces.all().stream().limit(1).toList()) {
      for (int i = 0; i < WARM_UP_QUESTIONS; i++) {
        agent.answer(new Inquiry(workspace.id(), "How do I change what I ordered?", 1, true));
        agent.answer(new Inquiry(workspace.id(), "I would like to talk to a person", 1, true));
      }
    }
  }

  private static SourceListener announcer(
      ActorRef<InboxBook.Message> book, RemovedSources removedSources) {
    return new SourceListener() {
      @Override
      public void changed(Source source) {
        book.tell(new InboxBook.Announce(source.workspace(), new InboxNews.SourceChanged(source)));
      }

      @Override
      public void removed(WorkspaceId workspace, SourceId id) {
        removedSources.add(id);
        book.tell(new InboxBook.Announce(workspace, new InboxNews.SourceRemoved(id)));
      }
    };
  }

  private static ThreadPoolExecutor pool(
      String name, int threads, int waitingMax, MeterRegistry registry) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(waitingMax),
            Thread.ofPlatform().name(name + "-", 0).daemon().factory());
    Tags queue = Tags.of("queue", name);
    registry.gauge("baton.queue.waiting", queue, pool, each -> each.getQueue().size());
    registry.gauge("baton.queue.bound", queue, pool, each -> waitingMax);
    return pool;
  }
}
