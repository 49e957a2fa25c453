package dev.baton.engine;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.baton.answering.Agent;
import dev.baton.answering.RetrievalPool;
import dev.baton.answering.SourcesAgent;
import dev.baton.database.Database;
import dev.baton.identity.SourceId;
import dev.baton.identity.WorkspaceId;
import dev.baton.live.InboxBook;
import dev.baton.live.InboxNews;
import dev.baton.live.Presence;
import dev.baton.retrieval.KnowledgeBase;
import dev.baton.sources.PageFetcher;
import dev.baton.sources.Source;
import dev.baton.sources.SourceLibrary;
import dev.baton.sources.SourceListener;
import dev.baton.workspace.WorkspaceDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Puts an engine together on an open database, in the order in which its parts need each other. */
public final class EngineStarter {
  private EngineStarter() {}

  /**
   * An engine that serves.
   *
   * @param config the whole configuration; the database's own settings go before it
   * @param knowledge the index, empty or not
   * @param fetcher how links are fetched, made on the engine's actor system
   * @param dressing wraps the agent; {@link UnaryOperator#identity()} leaves it as it is
   */
  public static ChatEngine start(
      Config config,
      Database database,
      KnowledgeBase knowledge,
      Function<ActorSystem<?>, PageFetcher> fetcher,
      UnaryOperator<Agent> dressing,
      MeterRegistry registry) {
    EngineSettings settings = EngineSettings.from(config);
    Config whole = database.akkaSettings().withFallback(config).withFallback(ConfigFactory.load());
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "baton", whole);
    ThreadPoolExecutor blocking = blocking(settings);
    Stores stores =
        new Stores(
            database.workspaces(),
            database.operators(),
            database.customerSessions(),
            database.sources(),
            database.inbox());
    Presence presence = new Presence();
    ActorRef<InboxBook.Message> book =
        system.systemActorOf(
            InboxBook.create(stores.inbox(), blocking, presence), "inbox-book", Props.empty());
    SourceLibrary library =
        new SourceLibrary(
            stores.sources(), knowledge, fetcher.apply(system), announcer(book), Clock.systemUTC());
    ActorRef<RetrievalPool.Message> pool =
        system.systemActorOf(
            RetrievalPool.create(
                dressing.apply(new SourcesAgent(knowledge)),
                settings.retrievalWorkers(),
                settings.inquiriesWaitingMax(),
                EngineSettings.RETRIEVAL_DISPATCHER,
                registry),
            "retrieval-pool",
            Props.empty());
    WorkspaceDirectory workspaces = new WorkspaceDirectory(stores.workspaces());
    ChatEngine engine =
        new ChatEngine(
            new ChatEngine.Parts(
                system,
                settings,
                stores,
                workspaces,
                library,
                pool,
                book,
                presence,
                blocking,
                database.journal()),
            registry);
    library.start();
    engine.catchUp();
    return engine;
  }

  private static SourceListener announcer(ActorRef<InboxBook.Message> book) {
    return new SourceListener() {
      @Override
      public void changed(Source source) {
        book.tell(new InboxBook.Announce(source.workspace(), new InboxNews.SourceChanged(source)));
      }

      @Override
      public void removed(WorkspaceId workspace, SourceId id) {
        book.tell(new InboxBook.Announce(workspace, new InboxNews.SourceRemoved(id)));
      }
    };
  }

  private static ThreadPoolExecutor blocking(EngineSettings settings) {
    int threads = settings.blockingThreads();
    return new ThreadPoolExecutor(
        threads,
        threads,
        1,
        TimeUnit.MINUTES,
        new ArrayBlockingQueue<>(settings.blockingWaitingMax()),
        Thread.ofPlatform().name("blocking-", 0).daemon().factory());
  }
}
