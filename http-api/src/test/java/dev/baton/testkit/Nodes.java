package dev.baton.testkit;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.baton.database.Database;
import dev.baton.database.DatabaseSettings;
import dev.baton.database.Tenancy;
import dev.baton.engine.ChatEngine;
import dev.baton.engine.EngineStarter;
import dev.baton.http.ChatServer;
import dev.baton.http.HttpSettings;
import dev.baton.http.fetch.GuardedPageFetcher;
import dev.baton.identity.OperatorId;
import dev.baton.identity.WorkspaceId;
import dev.baton.operators.Operator;
import dev.baton.operators.Passwords;
import dev.baton.workspace.Workspace;
import dev.baton.workspace.WorkspaceSettings;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A cluster for one test class: nodes in this JVM, each with its own actor system, port and
 * connections, on one real database, with a network between them that can be cut. Waits are a
 * fraction of those that are shipped. One workspace stands in it, with Ada.
 */
public final class Nodes implements BeforeAllCallback, AfterAllCallback {
  public static final String ACME = RunningServer.ACME;

  /** All nodes share what one PostgreSQL for tests gives. */
  private static final int CONNECTIONS = 5;

  private static final String ADA = RunningServer.ADA;
  private static final String PASSWORD = RunningServer.PASSWORD;

  private final TestDatabase databases = new TestDatabase();
  private final Wires wires = new Wires();
  private final Map<Integer, Running> running = new ConcurrentSkipListMap<>();
  private final Set<Integer> shutOut = ConcurrentHashMap.newKeySet();
  private final int count;
  private @Nullable DatabaseSettings settings;

  /** As many nodes as this, numbered from 1. */
  public Nodes(int count) {
    this.count = count;
  }

  private record Running(Database database, ChatEngine engine, ChatServer server) {}

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    databases.beforeAll(context);
    DatabaseSettings shipped = databases.migrated();
    settings =
        new DatabaseSettings(
            shipped.url(),
            shipped.where(),
            shipped.user(),
            shipped.password(),
            CONNECTIONS,
            shipped.statementTimeout());
    for (int node = 1; node <= count; node++) {
      start(node);
      if (node == 1) {
        populate(engine(1));
      }
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    for (int node = 1; node <= count; node++) {
      if (running.containsKey(node)) {
        crash(node);
      }
    }
    wires.close();
    databases.afterAll(context);
  }

  /** The addresses at which nodes serve now. */
  public List<String> urls() {
    return running.values().stream().map(one -> one.server().url()).toList();
  }

  public ChatEngine engine(int node) {
    return Objects.requireNonNull(running.get(node)).engine();
  }

  public String url(int node) {
    return Objects.requireNonNull(running.get(node)).server().url();
  }

  /** A new customer, at a node. */
  public Customer customer(int node) {
    return Customer.begin(url(node), ACME);
  }

  /** Ada, logged in at a node. */
  public Client ada(int node) {
    Client nobody = new Client(url(node), Map.of());
    Answer session =
        nobody
            .post(
                "/api/v1/session", "{\"email\":\"" + ADA + "\",\"password\":\"" + PASSWORD + "\"}")
            .is(200);
    String cookie = session.header("Set-Cookie").split(";", 2)[0];
    return nobody.with("Cookie", cookie).with("Origin", url(node));
  }

  /** Starts a node that is not there; returns when it serves. */
  public void start(int node) {
    DatabaseSettings where = Objects.requireNonNull(settings);
    Config config = config(node);
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    HttpSettings http = HttpSettings.from(config);
    Database database = Database.open(where, Tenancy.SHARED);
    try {
      Path index = Files.createDirectories(Path.of("target", "test-index"));
      ChatEngine engine =
          EngineStarter.start(
              config,
              database,
              Files.createTempDirectory(index, "node"),
              system -> new GuardedPageFetcher(system.classicSystem(), Set.of()),
              new ScriptedAgent().dressing(),
              metrics);
      ChatServer server =
          ChatServer.start(http, engine, metrics, Optional.empty(), database::isReady)
              .toCompletableFuture()
              .join();
      engine.onShutOut(() -> shutOut.add(node));
      running.put(node, new Running(database, engine, server));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops a node as a signal does: it hands over what it has. */
  public void stop(int node) {
    Running one = Objects.requireNonNull(running.remove(node));
    one.server().stop().toCompletableFuture().join();
    akka.actor.CoordinatedShutdown.get(one.engine().system())
        .runAll(akka.actor.CoordinatedShutdown.unknownReason())
        .toCompletableFuture()
        .join();
    one.engine().close();
    one.database().close();
  }

  /** Ends a node without a word to the others. */
  public void crash(int node) {
    Running one = Objects.requireNonNull(running.remove(node));
    shutOut.remove(node);
    one.engine().system().terminate();
    shutOut.remove(node);
    one.server().stop();
    one.engine().close();
    one.database().close();
  }

  /**
   * Starts those again that were shut out by the others, as whoever watches over a process does.
   */
  public void revive() {
    for (int node = 1; node <= count; node++) {
      if (shutOut.contains(node) && running.containsKey(node)) {
        crash(node);
      }
      if (!running.containsKey(node)) {
        start(node);
      }
    }
  }

  /** The same for one of them, where all have given up. The others may not find it yet. */
  public void reviveOneWhereNobodyServes() {
    if (shutOut.containsAll(running.keySet())) {
      System.out.println("All nodes have given up; one begins anew.");
      List.copyOf(running.keySet()).forEach(this::crash);
      start(1);
    }
  }

  /** From now on nothing arrives from one node at another. */
  public void cut(int from, int to) {
    wires.cut(Wires.address(from), Wires.address(to));
  }

  public void mendAll() {
    wires.mendAll();
  }

  private Config config(int node) {
    String address = Wires.address(node);
    Map<String, Object> values = new HashMap<>(RunningServer.fast());
    try {
      int bound = Wires.freePort(address);
      values.put("baton.cluster.host", address);
      values.put("baton.cluster.port", wires.relayTo(address, bound));
      values.put("baton.cluster.bind-port", bound);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    values.put("baton.cluster.tls", false);
    values.put("baton.engine.reconcile-every", "2s");
    values.put("baton.engine.reply-timeout", "2s");
    values.put("akka.remote.artery.advanced.tcp.outbound-client-hostname", address);
    values.put("akka.coordinated-shutdown.run-by-actor-system-terminate", false);
    String cluster = "akka.cluster.";
    values.put(cluster + "failure-detector.heartbeat-interval", "200ms");
    values.put(cluster + "failure-detector.acceptable-heartbeat-pause", "1500ms");
    values.put(cluster + "split-brain-resolver.stable-after", "1500ms");
    values.put(
        cluster + "split-brain-resolver.lease-majority.acquire-lease-delay-for-minority", "500ms");
    values.put(cluster + "gossip-interval", "200ms");
    values.put(cluster + "leader-actions-interval", "200ms");
    values.put(cluster + "unreachable-nodes-reaper-interval", "200ms");
    values.put(cluster + "sharding.number-of-shards", 12);
    return ConfigFactory.parseMap(values)
        .withFallback(ConfigFactory.parseFile(new File("../config/application.conf")))
        .withFallback(ConfigFactory.load())
        .resolve();
  }

  private static void populate(ChatEngine engine) {
    WorkspaceId workspace = WorkspaceId.random();
    engine
        .workspaces()
        .add(new Workspace(workspace, ACME, 1, WorkspaceSettings.defaults("The " + ACME)));
    engine
        .stores()
        .operators()
        .add(
            new Operator(
                OperatorId.random(), workspace, ADA, "Ada Berg", Operator.Role.ADMIN, true),
            new Passwords().hash(PASSWORD));
  }
}
