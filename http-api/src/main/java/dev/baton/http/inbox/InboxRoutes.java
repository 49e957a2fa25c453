package dev.baton.http.inbox;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import akka.stream.Materializer;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.answering.Outcome;
import dev.baton.engine.ChatEngine;
import dev.baton.engine.Stores;
import dev.baton.http.JsonRoutes;
import dev.baton.http.access.Access;
import dev.baton.http.access.Caller;
import dev.baton.http.access.Peers;
import dev.baton.http.frames.Json;
import dev.baton.http.frames.Wire;
import dev.baton.http.problem.Problem;
import dev.baton.http.problem.Refused;
import dev.baton.http.socket.Sockets;
import dev.baton.identity.ConversationId;
import dev.baton.operators.Operator;
import dev.baton.operators.Passwords;
import dev.baton.workspace.Workspace;
import dev.baton.workspace.WorkspaceSettings;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** FRAMES.md section 5: what the team and its integrations may call. */
public final class InboxRoutes extends JsonRoutes {
  /** Frames of one operator in a second; a faster one is slowed down. */
  static final int FRAMES_PER_SECOND = 200;

  private static final int QUESTION_MAX = 8_000;
  private static final int EMAIL_MAX = 254;

  private final ChatEngine engine;
  private final Access access;
  private final Peers peers;
  private final Executor blocking;
  private final Sockets sockets;
  private final WrittenNews written = new WrittenNews();
  private final ConversationRoutes conversations;
  private final SourceRoutes sources;
  private final SettingsRoutes settings;
  private final ThresholdRoutes threshold;

  /** The routes of the team, put together from those of its tabs. */
  public InboxRoutes(
      ChatEngine engine,
      Stores stores,
      Access access,
      Peers peers,
      Executor blocking,
      Sockets sockets,
      Materializer materializer) {
    super(materializer);
    this.engine = engine;
    this.access = access;
    this.peers = peers;
    this.blocking = blocking;
    this.sockets = sockets;
    this.conversations =
        new ConversationRoutes(engine, stores.inbox(), access, blocking, materializer);
    this.sources = new SourceRoutes(engine, access, blocking, materializer);
    this.settings = new SettingsRoutes(engine, access, blocking, materializer);
    this.threshold = new ThresholdRoutes(engine, access, blocking, materializer);
  }

  /** Everything under {@code /api/v1} that is not the widget's. */
  public Route routes() {
    return concat(
        path(
            "session",
            () ->
                concat(
                    post(() -> answer(this::logIn)),
                    get(() -> answer(this::session)),
                    delete(() -> answer(this::logOut)))),
        pathPrefix("conversations", conversations::routes),
        pathPrefix("sources", sources::routes),
        path("settings", settings::routes),
        pathPrefix("threshold", threshold::routes),
        path("playground", () -> post(() -> answer(this::playground))),
        path("verify", () -> get(() -> answer(this::verify))),
        path(PathMatchers.segment("inbox").slash("socket"), () -> get(() -> answer(this::socket))));
  }

  private CompletionStage<HttpResponse> logIn(HttpRequest request) {
    return body(request, LogIn.class)
        .thenCompose(
            login -> access.logIn(login.email(), login.password(), peers.of(request).address()))
        .thenApply(done ->
            json(200, session(done.caller(), engine.workspaces().get(done.caller().workspace())))
                .addHeader(RawHeader.create("Set-Cookie", done.setCookie())));
  }

  private CompletionStage<HttpResponse> session(HttpRequest request) {
    return access
        .caller(request)
        .thenApply(
            caller -> json(200, session(caller, engine.workspaces().get(caller.workspace()))));
  }

  private CompletionStage<HttpResponse> logOut(HttpRequest request) {
    return access
        .caller(request)
        .thenCompose(access::logOut)
        .thenApply(cookie ->
            HttpResponse.create()
                .withStatus(204)
                .addHeader(RawHeader.create("Set-Cookie", cookie)));
  }

  private CompletionStage<HttpResponse> playground(HttpRequest request) {
    return access
        .caller(request)
        .thenCompose(caller ->
            body(request, Ask.class)
                .thenCompose(ask ->
                    engine
                        .ask(caller.workspace(), ask.question())
                        .thenApply(outcome -> json(200, decision(outcome, caller)))));
  }

  private CompletionStage<HttpResponse> verify(HttpRequest request) {
    return access
        .caller(request)
        .thenApply(Caller::admin)
        .thenCompose(admin -> engine.verify())
        .thenApply(report -> json(200, Json.tree(report).put("ok", report.ok())));
  }

  private CompletionStage<HttpResponse> socket(HttpRequest request) {
    return access
        .caller(request)
        .thenApply(caller ->
            sockets.open(
                request,
                peers.of(request),
                FRAMES_PER_SECOND,
                client -> InboxSocket.create(engine, written, access, blocking, caller, client),
                InboxSocket.FromClient::new));
  }

  private ObjectNode decision(Outcome outcome, Caller caller) {
    WorkspaceSettings rules = engine.workspaces().get(caller.workspace()).settings();
    String line =
        engine.operatorOnline(caller.workspace()) ? rules.handoffLine() : rules.awayLine();
    ObjectNode json = Json.object();
    switch (outcome) {
      case Outcome.Answered answered ->
          json.put("decision", "answer").putNull("reason").put("answer", answered.text());
      case Outcome.SmallTalk talk ->
          json.put("decision", "chitchat").putNull("reason").put("answer", talk.text());
      case Outcome.Question question ->
          json.put("decision", "question").putNull("reason").put("answer", question.text());
      case Outcome.NeedsPerson person ->
          json.put("decision", "handoff")
              .put("reason", Wire.lower(person.reason()))
              .put("answer", rules.handoffRouting() ? line : rules.unansweredLine());
    }
    json.put("confidence", outcome.why().confidence()).put("threshold", outcome.why().threshold());
    json.set(
        "citations",
        outcome instanceof Outcome.Answered answered
            ? Wire.citations(answered.citations(), true)
            : json.arrayNode());
    json.set("why", Wire.why(outcome.why()));
    return json;
  }

  static ObjectNode session(Caller caller, Workspace workspace) {
    Operator operator = caller.operator();
    ObjectNode json = Json.object();
    json.putObject("operator")
        .put("id", operator.id().value())
        .put("name", operator.name())
        .put("email", operator.email())
        .put("role", Wire.lower(operator.role()));
    json.putObject("workspace")
        .put("id", workspace.id().value())
        .put("name", workspace.settings().workspaceName())
        .put("key", workspace.key());
    return json;
  }

  static ConversationId conversationId(String text) {
    try {
      return new ConversationId(text);
    } catch (IllegalArgumentException e) {
      throw Refused.notFound();
    }
  }

  record LogIn(
      @JsonProperty(required = true) String email, @JsonProperty(required = true) String password) {
    LogIn {
      if (email == null || email.length() > EMAIL_MAX) {
        throw Refused.invalid(
            "email", "email has at most " + EMAIL_MAX + " characters.", EMAIL_MAX);
      }
      if (password == null
          || password.getBytes(StandardCharsets.UTF_8).length > Passwords.BYTES_MAX) {
        throw Refused.invalid(
            "password",
            "password has at most " + Passwords.BYTES_MAX + " bytes.",
            Passwords.BYTES_MAX);
      }
    }
  }

  record Ask(@JsonProperty(required = true) String question) {
    Ask {
      if (question == null || question.isBlank()) {
        throw new Refused(Problem.of(400, "empty", "The question is empty.").at("question", 1));
      }
      if (question.length() > QUESTION_MAX) {
        throw new Refused(
            Problem.of(
                    413, "too_long", "The question has more than " + QUESTION_MAX + " characters.")
                .at("question", QUESTION_MAX));
      }
    }
  }
}
