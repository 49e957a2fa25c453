package dev.baton.http.widget;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import akka.japi.Pair;
import akka.stream.Materializer;
import akka.stream.javadsl.Sink;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.conversation.ConversationCommand;
import dev.baton.conversation.ConversationRules;
import dev.baton.conversation.TimelineEntry;
import dev.baton.customers.CustomerSession;
import dev.baton.engine.ChatEngine;
import dev.baton.http.JsonRoutes;
import dev.baton.http.access.Access;
import dev.baton.http.access.Peers;
import dev.baton.http.access.RateLimits;
import dev.baton.http.frames.Json;
import dev.baton.http.frames.Wire;
import dev.baton.http.problem.Refused;
import dev.baton.http.socket.Sockets;
import dev.baton.identity.ConversationId;
import dev.baton.identity.CustomerId;
import dev.baton.inboxview.InboxEntry;
import dev.baton.workspace.Workspace;
import dev.baton.workspace.WorkspaceSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** FRAMES.md section 4: what a customer may call. */
public final class WidgetRoutes extends JsonRoutes {
  /** Frames of one customer in a second; a faster one is slowed down. */
  static final int FRAMES_PER_SECOND = 20;

  private static final int PAGE_URL_MAX = 2_000;
  private static final int PAGE_TITLE_MAX = 200;

  private final ChatEngine engine;
  private final Access access;
  private final RateLimits limits;
  private final Peers peers;
  private final CustomerCommands commands;
  private final Sockets sockets;

  public WidgetRoutes(
      ChatEngine engine,
      Access access,
      RateLimits limits,
      Peers peers,
      Sockets sockets,
      Materializer materializer) {
    super(materializer);
    this.engine = engine;
    this.access = access;
    this.limits = limits;
    this.peers = peers;
    this.commands = new CustomerCommands(engine, access, limits);
    this.sockets = sockets;
  }

  /** Everything under {@code /api/v1/widget}. */
  public Route routes() {
    return concat(
        path("conversation", () -> get(() -> answer(this::conversation))),
        path(
            PathMatchers.segment("conversation").slash("messages"),
            () -> post(() -> answer(this::postMessage))),
        path(
            PathMatchers.segment("conversation").slash("human"),
            () -> post(() -> answer(this::askForPerson))),
        path(
            PathMatchers.segment("conversation").slash("ratings"),
            () -> post(() -> answer(this::rateAnswer))),
        path("socket", this::socket),
        path(PathMatchers.segment(), key -> get(() -> answer(request -> settings(key)))),
        path(
            PathMatchers.segment().slash("conversations"),
            key -> post(() -> answer(request -> begin(key, request)))));
  }

  private Route socket() {
    return answer(request -> {
      Peers.Peer peer = peers.of(request);
      return CompletableFuture.completedStage(
          sockets.open(
              request,
              peer,
              FRAMES_PER_SECOND,
              outgoing -> WidgetSocket.create(engine, access, commands, peer, outgoing),
              WidgetSocket.FromClient::new));
    });
  }

  private CompletionStage<HttpResponse> settings(String key) {
    Workspace workspace = workspace(key);
    WorkspaceSettings settings = workspace.settings();
    ObjectNode json =
        Json.object()
            .put("workspace", settings.workspaceName())
            .put("greeting", settings.greeting())
            .put("accent", settings.accent())
            .put("humanRequests", settings.handoffRouting())
            .put("operatorsOnline", engine.operatorOnline(workspace.id()))
            .put(
                "sessionWindowSeconds", Duration.ofHours(settings.sessionWindowHours()).toSeconds())
            .put("messageLengthMax", ConversationRules.MESSAGE_LENGTH_MAX);
    return CompletableFuture.completedStage(json(200, json));
  }

  private CompletionStage<HttpResponse> begin(String key, HttpRequest request) {
    Workspace workspace = workspace(key);
    limits.newConversation(peers.of(request));
    engine.checkNewConversation();
    return body(request, Begin.class)
        .thenCompose(begin -> {
          Page page = begin.checkedPage();
          Instant expiresAt =
              Instant.now().plus(Duration.ofHours(workspace.settings().sessionWindowHours()));
          ConversationId conversation = ConversationId.random();
          CustomerSession session =
              new CustomerSession(
                  workspace.id(),
                  conversation,
                  CustomerId.random(),
                  page == null ? null : page.url(),
                  page == null ? null : page.title(),
                  expiresAt);
          return access
              .begin(session)
              .thenApply(token ->
                  json(
                      201,
                      Json.object()
                          .put("conversation", conversation.value())
                          .put("token", token.reveal())
                          .put("expiresAt", Wire.time(expiresAt))));
        });
  }

  private CompletionStage<HttpResponse> conversation(HttpRequest request) {
    long after = number(request, "after", 0, 0, Long.MAX_VALUE);
    long most = number(request, "limit", 200, 1, 500);
    return access
        .customer(request)
        .thenCompose(session ->
            engine
                .describe(session.conversation())
                .thenCompose(described -> {
                  InboxEntry entry = described.orElse(null);
                  ObjectNode json =
                      Json.object().put("conversation", session.conversation().value());
                  json.set("status", status(session, entry));
                  long lastSeq =
                      entry == null || entry.lastLine() == null ? 0 : entry.lastLine().seq();
                  return said(session.conversation(), after, most, entry == null ? 0 : entry.rev())
                      .thenApply(said -> {
                        ArrayNode messages = json.putArray("messages");
                        Map<Long, ObjectNode> ratings = new LinkedHashMap<>();
                        for (TimelineEntry one : said) {
                          one.forCustomer().map(Wire::messageForCustomer).ifPresent(messages::add);
                          one.ratingForCustomer()
                              .ifPresent(rated -> ratings.put(rated.seq(), Wire.rating(rated)));
                        }
                        json.putArray("ratings").addAll(ratings.values());
                        return json(200, json.put("lastSeq", lastSeq));
                      });
                }));
  }

  /** A message's seq is never larger than its rev, so that reading can begin at the cursor. */
  private CompletionStage<List<TimelineEntry>> said(
      ConversationId conversation, long after, long most, long upTo) {
    if (upTo <= after) {
      return CompletableFuture.completedStage(List.of());
    }
    return engine
        .history(conversation, after, upTo)
        .filter(entry ->
            entry.ratingForCustomer().isPresent()
                || entry.forCustomer().filter(message -> message.seq() > after).isPresent())
        .statefulMap(
            () -> 0L,
            (messages, entry) -> {
              long sofar = messages + (entry.forCustomer().isPresent() ? 1 : 0);
              return Pair.create(sofar, Pair.create(sofar, entry));
            },
            messages -> Optional.empty())
        .takeWhile(counted -> counted.first() <= most)
        .map(Pair::second)
        .runWith(Sink.seq(), engine.system());
  }

  private CompletionStage<HttpResponse> postMessage(HttpRequest request) {
    return perform(
        request,
        Post.class,
        (post, done) -> {
          ObjectNode json = Json.object();
          if (done.accepted().message() != null) {
            json.set("message", Wire.messageForCustomer(done.accepted().message()));
          }
          return json.set("status", status(done));
        },
        post -> new ConversationCommand.PostMessage(idempotencyKey(request), post.text()));
  }

  private CompletionStage<HttpResponse> askForPerson(HttpRequest request) {
    return perform(
        request,
        Nothing.class,
        (nothing, done) -> Json.object().set("status", status(done)),
        nothing -> new ConversationCommand.AskForPerson(idempotencyKey(request)));
  }

  private CompletionStage<HttpResponse> rateAnswer(HttpRequest request) {
    return perform(
        request,
        Rate.class,
        (rate, done) -> Json.object().set("status", status(done)),
        rate ->
            new ConversationCommand.RateAnswer(
                idempotencyKey(request), rate.seq(), rate.helpful()));
  }

  private <T> CompletionStage<HttpResponse> perform(
      HttpRequest request,
      Class<T> type,
      BiFunction<T, CustomerCommands.Done, ObjectNode> response,
      Function<T, ConversationCommand> command) {
    return access
        .customer(request)
        .thenCompose(session -> body(request, type))
        .thenCompose(asked ->
            commands
                .perform(Access.token(request), peers.of(request), command.apply(asked))
                .thenApply(done -> json(200, response.apply(asked, done))));
  }

  private ObjectNode status(CustomerCommands.Done done) {
    return status(done.session(), done.accepted().entry());
  }

  private ObjectNode status(CustomerSession session, @Nullable InboxEntry entry) {
    return Wire.status(
        entry, engine.workspaces().get(session.workspace()).settings().expectedWait());
  }

  private Workspace workspace(String key) {
    return engine.workspaces().findByKey(key).orElseThrow(Refused::notFound);
  }

  record Post(@JsonProperty(required = true) String text) {
    Post {
      if (text == null) {
        throw Refused.invalid("text", "text is a string.", ConversationRules.MESSAGE_LENGTH_MAX);
      }
    }
  }

  record Rate(
      @JsonProperty(required = true) long seq, @JsonProperty(required = true) boolean helpful) {}

  record Nothing() {}

  record Begin(@Nullable Page page) {
    @Nullable Page checkedPage() {
      if (page == null) {
        return null;
      }
      if (!page.url().startsWith("https://") && !page.url().startsWith("http://")) {
        throw Refused.invalid("page.url", "page.url is an http or https address.", PAGE_URL_MAX);
      }
      String title = page.title() == null ? "" : page.title();
      return new Page(cut(page.url(), PAGE_URL_MAX), cut(title, PAGE_TITLE_MAX));
    }

    private static String cut(String text, int most) {
      return text.length() <= most ? text : text.substring(0, most);
    }
  }

  record Page(@JsonProperty(required = true) String url, @Nullable String title) {}
}
