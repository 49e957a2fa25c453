package dev.baton.http.inbox;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import akka.stream.Materializer;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.engine.ChatEngine;
import dev.baton.http.JsonRoutes;
import dev.baton.http.access.Access;
import dev.baton.http.access.Caller;
import dev.baton.http.frames.Json;
import dev.baton.http.frames.Wire;
import dev.baton.http.problem.Problem;
import dev.baton.http.problem.Refused;
import dev.baton.identity.SourceId;
import dev.baton.sources.Source;
import dev.baton.sources.SourceLibrary;
import dev.baton.sources.SourceRefused;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** What the agent answers from: listed by the team, changed by admins. */
final class SourceRoutes extends JsonRoutes {
  private static final int FILE_MAX = 50 * 1024 * 1024;
  private static final int NAME_MAX = 200;
  private static final Duration UPLOAD_DEADLINE = Duration.ofMinutes(5);

  private final SourceLibrary library;
  private final Access access;
  private final Executor blocking;

  SourceRoutes(ChatEngine engine, Access access, Executor blocking, Materializer materializer) {
    super(materializer);
    this.library = engine.library();
    this.access = access;
    this.blocking = blocking;
  }

  Route routes() {
    return concat(
        pathEnd(() -> get(() -> answer(this::list))),
        path("files", () -> post(() -> answer(this::addFile))),
        path("links", () -> post(() -> answer(this::addLink))),
        path("texts", () -> post(() -> answer(this::addText))),
        path(PathMatchers.segment(), id -> delete(() -> answer(request -> remove(id, request)))),
        path(
            PathMatchers.segment().slash("read-again"),
            id -> post(() -> answer(request -> readAgain(id, request)))));
  }

  private CompletionStage<HttpResponse> list(HttpRequest request) {
    return access
        .caller(request)
        .thenCompose(caller ->
            blocking(() -> {
              ObjectNode json = Json.object();
              ArrayNode sources = json.putArray("sources");
              library.list(caller.workspace()).forEach(source -> sources.add(Wire.source(source)));
              return json(200, json);
            }));
  }

  private CompletionStage<HttpResponse> addFile(HttpRequest request) {
    String name = request.getUri().query().get("name").orElse("");
    if (name.isBlank()
        || name.length() > NAME_MAX
        || name.chars().anyMatch(Character::isISOControl)) {
      throw Refused.invalid(
          "name", "name is the file's name, 1 to " + NAME_MAX + " characters.", NAME_MAX);
    }
    return access
        .caller(request)
        .thenCompose(caller -> {
          caller.admin();
          return body(request, FILE_MAX, UPLOAD_DEADLINE)
              .thenCompose(file -> added(() -> library.addFile(caller.workspace(), name, file)));
        });
  }

  private CompletionStage<HttpResponse> addLink(HttpRequest request) {
    return changed(request, Link.class, (caller, link) -> addLink(caller, link.url()));
  }

  private Source addLink(Caller caller, String url) {
    try {
      return library.addLink(caller.workspace(), url);
    } catch (SourceRefused refused) {
      throw refused.why() == SourceRefused.Why.INVALID
          ? Refused.invalid("url", String.valueOf(refused.getMessage()), Link.URL_MAX)
          : refused;
    }
  }

  private CompletionStage<HttpResponse> addText(HttpRequest request) {
    return changed(
        request,
        Text.class,
        (caller, text) -> library.addText(caller.workspace(), text.title(), text.text()));
  }

  private CompletionStage<HttpResponse> remove(String id, HttpRequest request) {
    SourceId source = sourceId(id);
    return access
        .caller(request)
        .thenCompose(caller ->
            blocking(() -> {
              if (!library.remove(caller.admin().workspace(), source)) {
                throw Refused.notFound();
              }
              return HttpResponse.create().withStatus(204);
            }));
  }

  private CompletionStage<HttpResponse> readAgain(String id, HttpRequest request) {
    SourceId source = sourceId(id);
    return access
        .caller(request)
        .thenCompose(caller ->
            added(() ->
                library
                    .readAgain(caller.admin().workspace(), source)
                    .orElseThrow(Refused::notFound)));
  }

  private <T> CompletionStage<HttpResponse> changed(
      HttpRequest request, Class<T> type, java.util.function.BiFunction<Caller, T, Source> change) {
    return access
        .caller(request)
        .thenCompose(caller -> {
          caller.admin();
          return body(request, type).thenCompose(asked -> added(() -> change.apply(caller, asked)));
        });
  }

  private CompletionStage<HttpResponse> added(java.util.function.Supplier<Source> work) {
    return blocking(() -> json(202, Wire.source(work.get())));
  }

  private <T> CompletionStage<T> blocking(java.util.function.Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, blocking);
  }

  private static SourceId sourceId(String text) {
    try {
      return new SourceId(text);
    } catch (IllegalArgumentException e) {
      throw Refused.notFound();
    }
  }

  record Link(@JsonProperty(required = true) String url) {
    private static final int URL_MAX = 2_000;

    Link {
      if (url == null || url.length() > URL_MAX || !url.matches("(?i)https?://[^\\s/].*")) {
        throw Refused.invalid(
            "url",
            "url is an http or https address of at most " + URL_MAX + " characters.",
            URL_MAX);
      }
    }
  }

  record Text(
      @JsonProperty(required = true) String title, @JsonProperty(required = true) String text) {
    Text {
      if (title == null || title.isBlank() || title.length() > NAME_MAX) {
        throw Refused.invalid("title", "title has 1 to " + NAME_MAX + " characters.", NAME_MAX);
      }
      if (text == null || text.isBlank()) {
        throw new Refused(Problem.of(400, "empty", "The text is empty.").at("text", 1));
      }
    }
  }
}
