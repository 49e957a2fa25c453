package dev.baton.http.inbox;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
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
import dev.baton.http.problem.Problem;
import dev.baton.http.problem.Refused;
import dev.baton.live.InboxNews;
import dev.baton.replay.PastQuestion;
import dev.baton.replay.QuestionImport;
import dev.baton.replay.Replayed;
import dev.baton.replay.Replays;
import dev.baton.workspace.Author;
import dev.baton.workspace.Workspace;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/** The handoff threshold with its past, and what other thresholds would do. Admins only. */
final class ThresholdRoutes extends JsonRoutes {
  private static final int CHANGES_SHOWN = 20;
  private static final int FLIPS_MAX = 200;
  private static final int FLIPS_STANDARD = 50;

  private final ChatEngine engine;
  private final Access access;
  private final Executor blocking;

  ThresholdRoutes(ChatEngine engine, Access access, Executor blocking, Materializer materializer) {
    super(materializer);
    this.engine = engine;
    this.access = access;
    this.blocking = blocking;
  }

  Route routes() {
    return concat(
        pathEnd(() -> concat(get(() -> answer(this::read)), post(() -> answer(this::move)))),
        path("undo", () -> post(() -> answer(this::undo))),
        pathPrefix(
            "replay",
            () ->
                concat(
                    pathEnd(() ->
                        concat(
                            get(() -> answer(this::replay)),
                            post(() -> answer(this::replayHistory)))),
                    path("file", () -> post(() -> answer(this::replayFile))),
                    path("flips", () -> get(() -> answer(this::flips))))));
  }

  private CompletionStage<HttpResponse> read(HttpRequest request) {
    return admin(request, caller -> threshold(engine.workspaces().get(caller.workspace())));
  }

  private CompletionStage<HttpResponse> move(HttpRequest request) {
    return access
        .caller(request)
        .thenApply(Caller::admin)
        .thenCompose(caller ->
            body(request, Move.class)
                .thenCompose(move ->
                    blocking(() -> moved(caller, move.version(), move.threshold(), move.cause()))));
  }

  private CompletionStage<HttpResponse> undo(HttpRequest request) {
    return access
        .caller(request)
        .thenApply(Caller::admin)
        .thenCompose(caller ->
            body(request, Undo.class)
                .thenCompose(undo -> blocking(() -> undone(caller, undo.version()))));
  }

  private HttpResponse undone(Caller caller, int version) {
    double before =
        engine
            .stores()
            .workspaces()
            .undoable(caller.workspace())
            .orElseThrow(() ->
                new Refused(
                    Problem.of(409, "nothing_to_undo", "The threshold has not been moved yet.")))
            .from();
    return moved(caller, version, before, Author.Cause.UNDO);
  }

  private HttpResponse moved(Caller caller, int version, double to, Author.Cause cause) {
    Workspace before = engine.workspaces().get(caller.workspace());
    Workspace updated =
        engine
            .workspaces()
            .update(
                caller.workspace(),
                version,
                before.settings().withHandoffThreshold(to),
                caller.author(cause))
            .orElseThrow(SettingsRoutes::stale);
    engine.announce(caller.workspace(), new InboxNews.SettingsChanged(updated.version()));
    return json(200, threshold(updated));
  }

  private ObjectNode threshold(Workspace workspace) {
    ObjectNode json =
        Json.object()
            .put("version", workspace.version())
            .put("threshold", workspace.settings().handoffThreshold());
    ThresholdWire.changes(
        json,
        engine.stores().workspaces().undoable(workspace.id()),
        engine.stores().workspaces().thresholdChanges(workspace.id(), CHANGES_SHOWN));
    return json;
  }

  private CompletionStage<HttpResponse> replay(HttpRequest request) {
    return admin(request, this::replayed);
  }

  private CompletionStage<HttpResponse> replayHistory(HttpRequest request) {
    return access
        .caller(request)
        .thenApply(Caller::admin)
        .thenCompose(caller ->
            blocking(() -> {
              engine.replayHistory(caller.workspace());
              return json(202, replayed(caller));
            }));
  }

  private CompletionStage<HttpResponse> replayFile(HttpRequest request) {
    return access
        .caller(request)
        .thenApply(Caller::admin)
        .thenCompose(caller ->
            body(request, QuestionImport.BYTES_MAX)
                .thenCompose(file ->
                    blocking(() -> {
                      List<PastQuestion> questions = QuestionImport.read(file);
                      engine.replay(caller.workspace(), questions);
                      return json(202, replayed(caller));
                    })));
  }

  private ObjectNode replayed(Caller caller) {
    return ThresholdWire.replay(
        engine.replays().state(caller.workspace()),
        ready -> engine.replays().sourcesChanged(caller.workspace(), ready));
  }

  private CompletionStage<HttpResponse> flips(HttpRequest request) {
    return admin(
        request,
        caller -> {
          double from = share(request, "from");
          double to = share(request, "to");
          int offset = (int) number(request, "offset", 0, 0, Integer.MAX_VALUE);
          int limit = (int) number(request, "limit", FLIPS_STANDARD, 1, FLIPS_MAX);
          List<Replayed> flips =
              engine.replays().state(caller.workspace()).stream()
                  .filter(Replays.State.Ready.class::isInstance)
                  .map(Replays.State.Ready.class::cast)
                  .flatMap(ready -> ready.result().flips(from, to).stream())
                  .toList();
          ObjectNode json = Json.object().put("total", flips.size());
          ArrayNode page = json.putArray("flips");
          flips.stream()
              .skip(offset)
              .limit(limit)
              .forEach(flip -> page.add(ThresholdWire.flip(flip, from, to)));
          long next = (long) offset + limit;
          return next < flips.size() ? json.put("next", next) : json.putNull("next");
        });
  }

  private static double share(HttpRequest request, String name) {
    try {
      double value = Double.parseDouble(request.getUri().query().get(name).orElse(""));
      if (value >= 0 && value <= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of bounds.
    }
    throw Refused.invalid(name, name + " is a number from 0 to 1.", "0..1");
  }

  private CompletionStage<HttpResponse> admin(
      HttpRequest request, Function<Caller, ObjectNode> work) {
    return access
        .caller(request)
        .thenApply(Caller::admin)
        .thenCompose(caller -> blocking(() -> json(200, work.apply(caller))));
  }

  private <T> CompletionStage<T> blocking(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, blocking);
  }

  record Move(
      @JsonProperty(required = true) int version,
      @JsonProperty(required = true) double threshold,
      @JsonProperty(required = true) boolean fromCurve) {
    Author.Cause cause() {
      return fromCurve ? Author.Cause.CURVE : Author.Cause.MANUAL;
    }
  }

  record Undo(@JsonProperty(required = true) int version) {}
}
