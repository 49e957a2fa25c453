package dev.baton.cli;

import akka.http.javadsl.server.Route;
import com.typesafe.config.Config;
import dev.baton.answering.Agent;
import dev.baton.cluster.ClusterSettings;
import dev.baton.database.Database;
import dev.baton.database.Tenancy;
import dev.baton.engine.ChatEngine;
import dev.baton.engine.EngineStarter;
import dev.baton.http.ChatServer;
import dev.baton.http.HttpSettings;
import dev.baton.http.fetch.GuardedPageFetcher;
import dev.baton.http.pages.PageRoutes;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the server on its embedded database, or on yours, until it is told to stop. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Run the server: on an embedded PostgreSQL, or on yours with --database.")
public final class Up implements Callable<Integer> {
  static final String URL_FILE = "server.url";

  @Mixin private ListenOptions listen = new ListenOptions();
  @Mixin private DatabaseOptions databaseOptions = new DatabaseOptions();

  @Option(names = "--no-demo", description = "Begin with an empty workspace instead of the demo.")
  private boolean noDemo;

  private final Dressing dressing;

  /** What is to be closed, the latest first. */
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  public Up() {
    this(Dressing.NONE);
  }

  /** The same server with a part of it wrapped, for those who test it as a whole. */
  public Up(Dressing dressing) {
    this.dressing = dressing;
  }

  /**
   * What is put around parts of the server.
   *
   * @param agent around the agent
   * @param door around all that is served
   */
  public record Dressing(UnaryOperator<Agent> agent, UnaryOperator<Route> door) {
    static final Dressing NONE = new Dressing(UnaryOperator.identity(), UnaryOperator.identity());
  }

  @Override
  public Integer call() throws Exception {
    long begun = System.nanoTime();
    Config config = config();
    StopSignal signal = StopSignal.runs(this::closeAll);
    CountDownLatch stopped = new CountDownLatch(1);
    try {
      ChatServer server = start(config, stopped);
      Files.writeString(databaseOptions.data().resolve(URL_FILE), server.url() + "\n");
      System.out.printf(
          "%nReady after %.1f s. Stop with Ctrl+C.%n", (System.nanoTime() - begun) / 1e9);
      stopped.await();
      return ExitCode.DATABASE;
    } finally {
      closeAll();
      signal.awaitTheEndWhereHeard();
    }
  }

  private ChatServer start(Config config, CountDownLatch stopped) throws IOException {
    Files.createDirectories(databaseOptions.data());
    HttpSettings http = HttpSettings.from(config);
    refuseUsedPort(http);
    say("opening the database");
    boolean node = ClusterSettings.from(config).isPresent();
    if (node && databaseOptions.external(config).isEmpty()) {
      throw new Misconfigured(
          "the nodes of a cluster share one PostgreSQL: set BATON_DATABASE_URL or --database");
    }
    EngineStarter.begin(config);
    Database database =
        keep(
            Database.open(
                keep(databaseOptions.open(config)).settings(),
                node ? Tenancy.SHARED : Tenancy.ALONE));
    database.onLost(() -> {
      System.err.println("baton: another server has taken this database; this one stops.");
      stopped.countDown();
    });
    say("starting the engine");
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmThreadMetrics().bindTo(metrics);
    new JvmMemoryMetrics().bindTo(metrics);
    ChatEngine engine =
        keep(
            EngineStarter.start(
                config,
                database,
                databaseOptions.data().resolve("index"),
                system ->
                    new GuardedPageFetcher(system.classicSystem(), Set.copyOf(http.fetchAllowed())),
                dressing.agent(),
                metrics));
    engine.onShutOut(() -> {
      System.err.println(
          "baton: this node is no longer part of the cluster: the others could not see it, or it"
              + " could not see them. It stops; start it again to join them.");
      stopped.countDown();
    });
    FirstRun firstRun = new FirstRun(engine, databaseOptions.data());
    Optional<FirstRun.Login> login =
        database.inTurn(() -> {
          engine.workspaces().refresh();
          return firstRun.prepare(!noDemo);
        });
    ChatServer server = bound(http, engine, metrics, firstRun, database);
    keep(() -> server.stop().toCompletableFuture().join());
    introduce(server.url(), firstRun, login);
    return server;
  }

  private ChatServer bound(
      HttpSettings http,
      ChatEngine engine,
      PrometheusMeterRegistry metrics,
      FirstRun firstRun,
      Database database) {
    try {
      return ChatServer.start(
              http, engine, metrics, firstRun.demoKey(), database::isReady, dressing.door())
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof BindException
          || String.valueOf(e.getCause()).contains("BindException")) {
        throw new Misconfigured(
            "port "
                + http.port()
                + " on "
                + http.host()
                + " is in use: choose another with --port");
      }
      throw e;
    }
  }

  /** Asked first, so that a port in use is said at once and nothing has been started in vain. */
  private static void refuseUsedPort(HttpSettings http) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(http.host(), http.port()));
    } catch (IOException e) {
      throw new Misconfigured(
          "port "
              + http.port()
              + " on "
              + http.host()
              + " cannot be used ("
              + e.getMessage()
              + "): choose another with --port or --host");
    }
  }

  private Config config() {
    Map<String, Object> options = listen.settings();
    options.putAll(databaseOptions.settings());
    return Configuration.load(options);
  }

  private void introduce(String url, FirstRun firstRun, Optional<FirstRun.Login> login) {
    System.out.println();
    firstRun
        .demoKey()
        .ifPresent(
            key -> System.out.println("  Demo page   " + PageRoutes.demoOrigin(url) + "/demo/"));
    System.out.println("  Inbox       " + url + "/inbox/");
    System.out.println("  API docs    " + url + "/docs");
    login.ifPresent(first ->
        System.out.printf(
            "%n  First log-in, shown once: %s  %s%n  (also in %s)%n",
            first.email(), first.password(), databaseOptions.data().resolve(FirstRun.LOGIN_FILE)));
  }

  private <T extends AutoCloseable> T keep(T resource) {
    synchronized (opened) {
      opened.push(resource);
    }
    return resource;
  }

  private void closeAll() {
    synchronized (opened) {
      while (!opened.isEmpty()) {
        try {
          opened.pop().close();
        } catch (Exception e) {
          System.err.println("baton: stopping: " + e.getMessage());
        }
      }
    }
  }

  private static void say(String step) {
    System.out.println(step + "…");
  }
}
