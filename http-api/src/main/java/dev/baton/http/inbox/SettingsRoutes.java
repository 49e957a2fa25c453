package dev.baton.http.inbox;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Route;
import akka.stream.Materializer;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.engine.ChatEngine;
import dev.baton.http.JsonRoutes;
import dev.baton.http.access.Access;
import dev.baton.http.access.Caller;
import dev.baton.http.frames.Json;
import dev.baton.http.problem.Problem;
import dev.baton.http.problem.Refused;
import dev.baton.live.InboxNews;
import dev.baton.workspace.Author;
import dev.baton.workspace.Workspace;
import dev.baton.workspace.WorkspaceSettings;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The workspace's settings: read by the team, replaced as a whole by admins. */
final class SettingsRoutes extends JsonRoutes {
  private final ChatEngine engine;
  private final Access access;
  private final Executor blocking;

  SettingsRoutes(ChatEngine engine, Access access, Executor blocking, Materializer materializer) {
    super(materializer);
    this.engine = engine;
    this.access = access;
    this.blocking = blocking;
  }

  Route routes() {
    return concat(get(() -> answer(this::read)), put(() -> answer(this::replace)));
  }

  private CompletionStage<HttpResponse> read(HttpRequest request) {
    return access
        .caller(request)
        .thenApply(caller -> json(200, settings(engine.workspaces().get(caller.workspace()))));
  }

  private CompletionStage<HttpResponse> replace(HttpRequest request) {
    return access
        .caller(request)
        .thenCompose(caller ->
            body(request, Replacement.class)
                .thenCompose(replacement ->
                    CompletableFuture.supplyAsync(
                        () -> replace(caller.admin(), replacement), blocking)));
  }

  private HttpResponse replace(Caller caller, Replacement replacement) {
    Workspace updated =
        engine
            .workspaces()
            .update(
                caller.workspace(),
                replacement.version(),
                replacement.settings(),
                caller.author(Author.Cause.MANUAL))
            .orElseThrow(SettingsRoutes::stale);
    engine.announce(caller.workspace(), new InboxNews.SettingsChanged(updated.version()));
    return json(200, settings(updated));
  }

  static Refused stale() {
    return new Refused(
        Problem.of(
            409, "stale_version", "Somebody else has changed the settings. Load them again."));
  }

  private static ObjectNode settings(Workspace workspace) {
    ObjectNode json = Json.object().put("version", workspace.version());
    json.setAll(Json.tree(workspace.settings()));
    return json;
  }

  record Replacement(
      @JsonProperty(required = true) int version,
      @JsonProperty(required = true) String workspaceName,
      @JsonProperty(required = true) String greeting,
      @JsonProperty(required = true) String accent,
      @JsonProperty(required = true) boolean handoffRouting,
      @JsonProperty(required = true) boolean explicitRequests,
      @JsonProperty(required = true) double handoffThreshold,
      @JsonProperty(required = true) int sessionWindowHours,
      @JsonProperty(required = true) String handoffLine,
      @JsonProperty(required = true) String awayLine,
      @JsonProperty(required = true) String expectedWait,
      @JsonProperty(required = true) String unansweredLine,
      @JsonProperty(required = true) List<String> allowedSites) {

    WorkspaceSettings settings() {
      return new WorkspaceSettings(
          present("workspaceName", workspaceName),
          present("greeting", greeting),
          present("accent", accent),
          handoffRouting,
          explicitRequests,
          handoffThreshold,
          sessionWindowHours,
          present("handoffLine", handoffLine),
          present("awayLine", awayLine),
          present("expectedWait", expectedWait),
          present("unansweredLine", unansweredLine),
          sites());
    }

    private List<String> sites() {
      present("allowedSites", allowedSites).forEach(site -> present("allowedSites", site));
      return allowedSites;
    }

    private static <T> T present(String field, T value) {
      if (value == null) {
        throw Refused.invalid(field, field + " may not be null.", "not null");
      }
      return value;
    }
  }
}
