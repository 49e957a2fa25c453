package dev.baton.testkit;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.baton.engine.ChatEngine;
import dev.baton.engine.EngineStarter;
import dev.baton.http.ChatServer;
import dev.baton.http.HttpSettings;
import dev.baton.http.fetch.GuardedPageFetcher;
import dev.baton.identity.OperatorId;
import dev.baton.identity.Secret;
import dev.baton.identity.WorkspaceId;
import dev.baton.operators.Operator;
import dev.baton.operators.Passwords;
import dev.baton.workspace.Workspace;
import dev.baton.workspace.WorkspaceSettings;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The whole server for one test class: a real port, a real database, the server's own settings made
 * fast, and an agent that the test controls.
 *
 * <pre>{@code
 * @RegisterExtension static final RunningServer SERVER = new RunningServer();
 * }</pre>
 *
 * <p>Two workspaces stand in it: {@code acme} with the admin Ada and the operator Maya, {@code
 * other} with the admin Otto. It runs from before the first to after the last test of the class.
 */
public final class RunningServer implements BeforeAllCallback, AfterAllCallback {
  public static final String ACME = "acme";
  public static final String OTHER = "other";
  public static final String ADA = "ada@acme.example";
  public static final String MAYA = "maya@acme.example";
  public static final String OTTO = "otto@other.example";
  public static final String PASSWORD = "a long enough password";

  private final TestDatabase database = new TestDatabase();
  private final ScriptedAgent agent = new ScriptedAgent();
  private final Map<String, Object> settings = new HashMap<>(fast());
  private final Map<String, Client> loggedIn = new HashMap<>();
  private final Map<String, String> keys = new HashMap<>();
  private final String passwordHash = new Passwords().hash(PASSWORD);
  private @Nullable ChatEngine engine;
  private @Nullable ChatServer server;

  static Map<String, Object> fast() {
    return Map.ofEntries(
        Map.entry("baton.http.port", 0),
        Map.entry("baton.http.limits.conversations-per-minute", 100_000),
        Map.entry("baton.http.limits.messages-per-ten-seconds", 100_000),
        Map.entry("baton.http.limits.logins-per-quarter-hour", 100_000),
        Map.entry("baton.http.limits.sockets-per-address", 10_000),
        Map.entry("baton.engine.conversation.quiet-period", "50ms"),
        Map.entry("baton.engine.conversation.typing-hold", "100ms"),
        Map.entry("baton.engine.conversation.hold-max", "500ms"));
  }

  /** Another value for one key of the configuration. */
  public RunningServer with(String key, Object value) {
    settings.put(key, value);
    return this;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    database.beforeAll(context);
    Config config =
        ConfigFactory.parseMap(settings)
            .withFallback(ConfigFactory.parseFile(new File("../config/application.conf")))
            .withFallback(ConfigFactory.load())
            .resolve();
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    HttpSettings http = HttpSettings.from(config);
    Path index = Files.createDirectories(Path.of("target", "test-index"));
    ChatEngine started =
        EngineStarter.start(
            config,
            database.database(),
            Files.createTempDirectory(index, "index"),
            system ->
                new GuardedPageFetcher(system.classicSystem(), Set.copyOf(http.fetchAllowed())),
            agent.dressing(),
            metrics);
    engine = started;
    populate(started);
    server =
        ChatServer.start(http, started, metrics, Optional.empty(), database.database()::isReady)
            .toCompletableFuture()
            .join();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (server != null) {
      server.stop().toCompletableFuture().join();
    }
    if (engine != null) {
      engine.close();
    }
    database.afterAll(context);
  }

  public String url() {
    return Objects.requireNonNull(server, "only while the class is being tested").url();
  }

  public ChatEngine engine() {
    return Objects.requireNonNull(engine, "only while the class is being tested");
  }

  public TestDatabase database() {
    return database;
  }

  public ScriptedAgent agent() {
    return agent;
  }

  public Workspace acme() {
    return engine().workspaces().findByKey(ACME).orElseThrow();
  }

  public Client nobody() {
    return new Client(url(), Map.of());
  }

  /** A new customer of Acme. */
  public Customer customer() {
    return Customer.begin(url(), ACME);
  }

  public Customer customerOf(String workspaceKey) {
    return Customer.begin(url(), workspaceKey);
  }

  /** One of the team at the inbox: logged in once, and shared by the tests of the class. */
  public Client team(String email) {
    return loggedIn.computeIfAbsent(email, this::logIn);
  }

  /** The same with a session of its own. */
  public Client logIn(String email) {
    Answer session =
        nobody()
            .post(
                "/api/v1/session",
                "{\"email\":\"" + email + "\",\"password\":\"" + PASSWORD + "\"}")
            .is(200);
    String cookie = session.header("Set-Cookie").split(";", 2)[0];
    return nobody().with("Cookie", cookie).with("Origin", url());
  }

  /** Somebody new in Acme's team, logged in. */
  public Client joins(String email, String name) {
    add(engine(), acme().id(), email, name, Operator.Role.OPERATOR, passwordHash);
    return logIn(email);
  }

  /** An integration with the API key of a workspace. */
  public Client integration(String workspaceKey) {
    return nobody()
        .with("Authorization", "Bearer " + Objects.requireNonNull(keys.get(workspaceKey)));
  }

  /** A number of the metrics page: the line that begins with the name and these labels. */
  public double metric(String line) {
    return nobody()
        .get("/metrics")
        .is(200)
        .text()
        .lines()
        .filter(one -> one.startsWith(line))
        .mapToDouble(one -> Double.parseDouble(one.substring(one.lastIndexOf(' '))))
        .sum();
  }

  private void populate(ChatEngine started) {
    String hash = passwordHash;
    for (String key : List.of(ACME, OTHER)) {
      WorkspaceId workspace = WorkspaceId.random();
      started
          .workspaces()
          .add(new Workspace(workspace, key, 1, WorkspaceSettings.defaults("The " + key)));
      Secret secret = Secret.random();
      started.stores().operators().addKey(secret.hash(), workspace, "tests");
      keys.put(key, secret.reveal());
      if (key.equals(ACME)) {
        add(started, workspace, ADA, "Ada Berg", Operator.Role.ADMIN, hash);
        add(started, workspace, MAYA, "Maya Lind", Operator.Role.OPERATOR, hash);
      } else {
        add(started, workspace, OTTO, "Otto Ruiz", Operator.Role.ADMIN, hash);
      }
    }
  }

  private static void add(
      ChatEngine started,
      WorkspaceId workspace,
      String email,
      String name,
      Operator.Role role,
      String hash) {
    started
        .stores()
        .operators()
        .add(new Operator(OperatorId.random(), workspace, email, name, role, true), hash);
  }
}
