package dev.baton.http;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.server.Route;
import akka.stream.Materializer;
import akka.stream.SystemMaterializer;
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
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** A running server: the engine's door, bound to a port. */
public final class ChatServer {
  private static final Duration DRAIN = Duration.ofSeconds(3);

  private final ServerBinding binding;
  private final String url;

  private ChatServer(ServerBinding binding, String url) {
    this.binding = binding;
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
    Sockets sockets = new Sockets(system, settings.limits().socketsPerAddress());
    PageRoutes pages = new PageRoutes(engine.workspaces(), demoKey);
    ChatRoutes routes =
        new ChatRoutes(
            new WidgetRoutes(engine, access, limits, peers, sockets, materializer),
            new InboxRoutes(
                engine, stores, access, peers, engine.blocking(), sockets, materializer),
            pages,
            databaseReady,
            metrics::scrape);
    return Http.get(system)
        .newServerAt(settings.host(), settings.port())
        .bind(dressing.apply(routes.routes()))
        .thenApply(binding -> {
          int port = binding.localAddress().getPort();
          pages.servedAt(settings.publicUrlAt(port));
          return new ChatServer(binding, settings.publicUrlAt(port));
        });
  }

  /** The address that browsers use, without a path. */
  public String url() {
    return url;
  }

  /** Lets running requests end, and stops. */
  public CompletionStage<?> stop() {
    return binding.terminate(DRAIN);
  }
}
