package dev.baton.http;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.server.Route;
import akka.pattern.Patterns;
import akka.stream.Materializer;
import akka.stream.SystemMaterializer;
import com.sun.management.UnixOperatingSystemMXBean;
import dev.baton.engine.ChatEngine;
import dev.baton.engine.Stores;
import dev.baton.http.access.Access;
import dev.baton.http.access.Peers;
import dev.baton.http.access.RateLimits;
import dev.baton.http.inbox.InboxRoutes;
import dev.baton.http.pages.PageRoutes;
import dev.baton.http.socket.Sockets;
import dev.baton.http.widget.WidgetRoutes;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server: the engine's door, bound to a port. */
public final class ChatServer {
  private static final Duration DRAIN = Duration.ofSeconds(3);
  private static final Duration SOCKETS_LEAVE = Duration.ofSeconds(10);
  private static final Duration SOCKETS_DRAIN = Duration.ofSeconds(5);

  /** Files for the database, the index, the log, and requests that are no sockets. */
  static final int OTHER_FILES = 200;

  private static final Logger LOG = LoggerFactory.getLogger(ChatServer.class);
  private static final Duration LOOK = Duration.ofMillis(20);

  private final ActorSystem<?> system;
  private final ServerBinding binding;
  private final Sockets sockets;
  private final AtomicBoolean stopping;
  private final String url;

  private ChatServer(
      ActorSystem<?> system,
      ServerBinding binding,
      Sockets sockets,
      AtomicBoolean stopping,
      String url) {
    this.system = system;
    this.binding = binding;
    this.sockets = sockets;
    this.stopping = stopping;
    this.url = url;
  }

  /**
   * Binds the port; the stage fails with a {@link java.net.BindException} when it is taken.
   *
   * @param demoKey names the workspace of the demo page, where there is one
   * @param databaseReady whether the database answers; may block
   */
  public static CompletionStage<ChatServer> start(
      HttpSettings settings,
      ChatEngine engine,
      PrometheusMeterRegistry metrics,
      Optional<String> demoKey,
      BooleanSupplier databaseReady) {
    return start(settings, engine, metrics, demoKey, databaseReady, UnaryOperator.identity());
  }

  /**
   * The same, wrapped.
   *
   * @param dressing is put around all routes
   */
  public static CompletionStage<ChatServer> start(
      HttpSettings settings,
      ChatEngine engine,
      PrometheusMeterRegistry metrics,
      Optional<String> demoKey,
      BooleanSupplier databaseReady,
      UnaryOperator<Route> dressing) {
    ActorSystem<?> system = engine.system();
    Materializer materializer = SystemMaterializer.get(system).materializer();
    Stores stores = engine.stores();
    RateLimits limits = new RateLimits(settings.limits());
    Peers peers = new Peers(settings.trustedProxies(), settings.limits().exempt());
    boolean https = settings.publicUrl().startsWith("https://");
    Access access =
        new Access(
            stores.operators(),
            stores.customers(),
            limits,
            engine.blocking(),
            Clock.systemUTC(),
            https);
    Sockets sockets =
        new Sockets(system, settings.limits().socketsPerAddress(), socketsMax(system));
    metrics.gauge("baton.sockets.open", sockets, Sockets::open);
    metrics.gauge("baton.sockets.max", sockets, Sockets::max);
    AtomicBoolean stopping = new AtomicBoolean();
    PageRoutes pages = new PageRoutes(engine.workspaces(), demoKey);
    ChatRoutes routes =
        new ChatRoutes(
            new WidgetRoutes(engine, access, limits, peers, sockets, materializer),
            new InboxRoutes(
                engine, stores, access, peers, engine.blocking(), sockets, materializer),
            pages,
            () -> !stopping.get() && databaseReady.getAsBoolean(),
            metrics::scrape);
    return Http.get(system)
        .newServerAt(settings.host(), settings.port())
        .bind(dressing.apply(routes.routes()))
        .thenApply(binding -> {
          int port = binding.localAddress().getPort();
          pages.servedAt(settings.publicUrlAt(port));
          return new ChatServer(system, binding, sockets, stopping, settings.publicUrlAt(port));
        });
  }

  /** As many as the configuration allows, and the process's open files. */
  private static int socketsMax(ActorSystem<?> system) {
    int connections =
        system.settings().config().getInt("akka.http.server.max-connections") - OTHER_FILES;
    if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix)) {
      return Math.max(1, connections);
    }
    long files = unix.getMaxFileDescriptorCount() - OTHER_FILES;
    if (files < connections) {
      LOG.warn(
          "This process may open {} files: at most {} sockets; raise ulimit -n (LimitNOFILE)",
          unix.getMaxFileDescriptorCount(),
          Math.max(1, files));
    }
    return (int) Math.max(1, Math.min(connections, files));
  }

  /** The address that browsers use, without a path. */
  public String url() {
    return url;
  }

  /**
   * Accepts nothing more, has the sockets' clients connect elsewhere or again, lets running
   * requests end, and stops.
   */
  public CompletionStage<?> stop() {
    stopping.set(true);
    return binding
        .unbind()
        .thenCompose(unbound -> {
          List<Runnable> stops = sockets.stops();
          return leave(stops.iterator(), atOnce(stops.size()));
        })
        .thenCompose(left -> drained(System.nanoTime() + SOCKETS_DRAIN.toNanos()))
        .thenCompose(drained -> binding.terminate(DRAIN));
  }

  /** Other nodes take the clients in turns: who comes in a crowd waits for the crowd. */
  private int atOnce(int sockets) {
    boolean hasOthers = Cluster.get(system).state().members().size() > 1;
    long turns = hasOthers ? SOCKETS_LEAVE.dividedBy(LOOK) : 1;
    return (int) Math.ceilDiv(sockets, turns);
  }

  private CompletionStage<Done> leave(Iterator<Runnable> stops, int atOnce) {
    for (int i = 0; i < atOnce && stops.hasNext(); i++) {
      stops.next().run();
    }
    return stops.hasNext()
        ? Patterns.after(LOOK, system.classicSystem(), () -> leave(stops, atOnce))
        : CompletableFuture.completedFuture(Done.getInstance());
  }

  private CompletionStage<Done> drained(long deadline) {
    return sockets.open() == 0 || System.nanoTime() - deadline > 0
        ? CompletableFuture.completedFuture(Done.getInstance())
        : Patterns.after(LOOK, system.classicSystem(), () -> drained(deadline));
  }
}
