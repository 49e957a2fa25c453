package dev.baton.http.inbox;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import akka.stream.Materializer;
import akka.stream.javadsl.Sink;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.conversation.ConversationCommand;
import dev.baton.conversation.ConversationReply;
import dev.baton.conversation.ConversationRules;
import dev.baton.engine.ChatEngine;
import dev.baton.http.JsonRoutes;
import dev.baton.http.access.Access;
import dev.baton.http.access.Caller;
import dev.baton.http.frames.Json;
import dev.baton.http.frames.Refusals;
import dev.baton.http.frames.Wire;
import dev.baton.http.problem.Refused;
import dev.baton.identity.ConversationId;
import dev.baton.identity.IdempotencyKey;
import dev.baton.inboxview.InboxEntry;
import dev.baton.inboxview.InboxStore;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The team's conversations: lists, history, replies and changes of owner. */
final class ConversationRoutes extends JsonRoutes {
  private final ChatEngine engine;
  private final InboxStore inbox;
  private final Access access;
  private final Executor blocking;

  ConversationRoutes(
      ChatEngine engine,
      InboxStore inbox,
      Access access,
      Executor blocking,
      Materializer materializer) {
    super(materializer);
    this.engine = engine;
    this.inbox = inbox;
    this.access = access;
    this.blocking = blocking;
  }

  Route routes() {
    return concat(
        pathEnd(() -> get(() -> answer(this::list))),
        path(PathMatchers.segment(), id -> get(() -> answer(request -> detail(id, request)))),
        path(
            PathMatchers.segment().slash("ownership"),
            id -> get(() -> answer(request -> ownership(id, request)))),
        path(
            PathMatchers.segment().slash("replies"),
            id -> post(() -> answer(request -> reply(id, request)))),
        path(
            PathMatchers.segment().slash("notes"),
            id -> post(() -> answer(request -> note(id, request)))),
        path(
            PathMatchers.segment().slash("take-over"),
            id ->
                post(() ->
                    answer(request -> change(id, request, ConversationCommand.TakeOver::new)))),
        path(
            PathMatchers.segment().slash("hand-back"),
            id ->
                post(() ->
                    answer(request -> change(id, request, ConversationCommand.HandBack::new)))),
        path(
            PathMatchers.segment().slash("close"),
            id ->
                post(
                    () -> answer(request -> change(id, request, ConversationCommand.Close::new)))));
  }

  private CompletionStage<HttpResponse> list(HttpRequest request) {
    String name = request.getUri().query().get("view").orElse("waiting");
    InboxStore.View view = view(name);
    int most = (int) number(request, "limit", 50, 1, 200);
    @Nullable String cursor = request.getUri().query().get("cursor").orElse(null);
    return access
        .caller(request)
        .thenCompose(caller ->
            CompletableFuture.supplyAsync(
                () -> {
                  InboxStore.Page page = page(caller, view, most, cursor);
                  ObjectNode json = Json.object();
                  ArrayNode entries = json.putArray("entries");
                  page.entries().forEach(entry -> entries.add(Wire.entry(entry)));
                  json.put("next", page.next());
                  json.set(
                      "counts",
                      Wire.counts(inbox.tally(caller.workspace()).of(caller.operator().id())));
                  return json(200, json);
                },
                blocking));
  }

  private InboxStore.Page page(
      Caller caller, InboxStore.View view, int most, @Nullable String cursor) {
    try {
      return inbox.list(caller.workspace(), view, caller.operator().id(), most, cursor);
    } catch (IllegalArgumentException e) {
      throw Refused.invalid("cursor", "cursor is what the page before returned as next.", "opaque");
    }
  }

  private CompletionStage<HttpResponse> detail(String id, HttpRequest request) {
    ConversationId conversation = InboxRoutes.conversationId(id);
    long after = number(request, "after", 0, 0, Long.MAX_VALUE);
    long most = number(request, "limit", 500, 1, 1_000);
    return access
        .caller(request)
        .thenCompose(caller -> present(caller, conversation))
        .thenCompose(present -> asOf(request, present))
        .thenCompose(entry ->
            timeline(conversation, after, Math.min(entry.rev(), after + most))
                .thenApply(timeline -> {
                  ObjectNode json = Json.object();
                  json.set("entry", Wire.entry(entry));
                  json.putArray("timeline").addAll(timeline);
                  return json(200, json.put("rev", entry.rev()));
                }));
  }

  private CompletionStage<InboxEntry> asOf(HttpRequest request, InboxEntry present) {
    long rev = number(request, "asOf", present.rev(), 1, present.rev());
    return rev == present.rev()
        ? CompletableFuture.completedStage(present)
        : engine.describeAsOf(present.conversation(), rev);
  }

  private CompletionStage<HttpResponse> ownership(String id, HttpRequest request) {
    return access
        .caller(request)
        .thenCompose(caller -> present(caller, InboxRoutes.conversationId(id)))
        .thenCompose(entry -> engine.ownership(entry.conversation(), entry.rev()))
        .thenApply(history -> json(200, Wire.ownership(history)));
  }

  private CompletionStage<InboxEntry> present(Caller caller, ConversationId conversation) {
    return engine
        .describe(conversation)
        .thenApply(described ->
            described
                .filter(one -> one.workspace().equals(caller.workspace()))
                .orElseThrow(Refused::notFound));
  }

  private CompletionStage<List<ObjectNode>> timeline(
      ConversationId conversation, long after, long upTo) {
    return upTo <= after
        ? CompletableFuture.completedStage(List.of())
        : engine
            .history(conversation, after, upTo)
            .map(Wire::timeline)
            .runWith(Sink.seq(), engine.system());
  }

  private CompletionStage<HttpResponse> reply(String id, HttpRequest request) {
    return access
        .caller(request)
        .thenCompose(caller ->
            body(request, Reply.class)
                .thenCompose(reply ->
                    perform(
                        caller,
                        InboxRoutes.conversationId(id),
                        new ConversationCommand.Reply(
                            idempotencyKey(request), reply.text(), reply.generation()))));
  }

  private CompletionStage<HttpResponse> note(String id, HttpRequest request) {
    return access
        .caller(request)
        .thenCompose(caller ->
            body(request, Note.class)
                .thenCompose(note ->
                    perform(
                        caller,
                        InboxRoutes.conversationId(id),
                        new ConversationCommand.AddNote(idempotencyKey(request), note.text()))));
  }

  private CompletionStage<HttpResponse> change(
      String id,
      HttpRequest request,
      BiFunction<IdempotencyKey, Long, ConversationCommand> command) {
    return access
        .caller(request)
        .thenCompose(caller ->
            body(request, Change.class)
                .thenCompose(change ->
                    perform(
                        caller,
                        InboxRoutes.conversationId(id),
                        command.apply(idempotencyKey(request), change.generation()))));
  }

  private CompletionStage<HttpResponse> perform(
      Caller caller, ConversationId conversation, ConversationCommand command) {
    return engine
        .performAsOperator(conversation, caller.workspace(), caller.principal(), command)
        .thenApply(reply -> {
          ConversationReply.Accepted accepted = Refusals.accepted(reply);
          ObjectNode json = Json.object();
          json.set("entry", Wire.entry(accepted.entry()));
          if (accepted.message() != null) {
            json.set("message", Wire.messageForOperator(accepted.message()));
          }
          return json(200, json);
        });
  }

  static InboxStore.View view(String name) {
    try {
      return InboxStore.View.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw Refused.invalid(
          "view",
          "view is one of waiting, mine, agent, team, closed.",
          "waiting|mine|agent|team|closed");
    }
  }

  record Reply(@JsonProperty(required = true) String text, @Nullable Long generation) {
    Reply {
      if (text == null) {
        throw Refused.invalid("text", "text is a string.", ConversationRules.MESSAGE_LENGTH_MAX);
      }
    }
  }

  record Note(@JsonProperty(required = true) String text) {
    Note {
      if (text == null) {
        throw Refused.invalid("text", "text is a string.", ConversationRules.MESSAGE_LENGTH_MAX);
      }
    }
  }

  record Change(@JsonProperty(required = true) long generation) {}
}
