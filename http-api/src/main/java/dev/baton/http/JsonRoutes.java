package dev.baton.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.AllDirectives;
import akka.http.javadsl.server.Route;
import akka.stream.Materializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.conversation.ConversationReply;
import dev.baton.conversation.ConversationRules;
import dev.baton.conversation.Refusal;
import dev.baton.http.frames.Json;
import dev.baton.http.frames.Wire;
import dev.baton.http.problem.Failures;
import dev.baton.http.problem.Problem;
import dev.baton.http.problem.Refused;
import dev.baton.identity.IdempotencyKey;
import dev.baton.inboxview.InboxEntry;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What all routes share: strict JSON in, JSON or a problem out. */
public abstract class JsonRoutes extends AllDirectives {
  private final Materializer materializer;

  protected JsonRoutes(Materializer materializer) {
    this.materializer = materializer;
  }

  /** Answers with what the handler comes to; whatever it throws becomes a problem. */
  protected final Route answer(Function<HttpRequest, CompletionStage<HttpResponse>> handler) {
    return extractRequest(request -> completeWithFuture(safely(request, handler)));
  }

  private static CompletionStage<HttpResponse> safely(
      HttpRequest request, Function<HttpRequest, CompletionStage<HttpResponse>> handler) {
    CompletionStage<HttpResponse> response;
    try {
      response = handler.apply(request);
    } catch (RuntimeException e) {
      response = CompletableFuture.failedStage(e);
    }
    return response.exceptionally(failure -> problem(Failures.problem(failure)));
  }

  /** The body as a request record. */
  protected final <T> CompletionStage<T> body(HttpRequest request, Class<T> type) {
    return strict(request, HttpSettings.JSON_BODY_MAX)
        .thenApply(strict -> {
          if (!strict.getContentType().mediaType().equals(MediaTypes.APPLICATION_JSON)) {
            throw new Refused(Problem.of(415, "unsupported_type", "Send application/json."));
          }
          return Json.read(strict.getData().toArray(), type);
        });
  }

  /** The body as it is, whatever it is. */
  protected final CompletionStage<byte[]> body(HttpRequest request, int bytesMax) {
    return strict(request, bytesMax).thenApply(strict -> strict.getData().toArray());
  }

  private CompletionStage<HttpEntity.Strict> strict(HttpRequest request, long bytesMax) {
    return request
        .entity()
        .withSizeLimit(bytesMax)
        .toStrict(HttpSettings.BODY_DEADLINE.toMillis(), materializer);
  }

  /** The key that makes a repeat harmless. */
  protected static IdempotencyKey idempotencyKey(HttpRequest request) {
    Optional<String> value = request.getHeader("Idempotency-Key").map(HttpHeader::value);
    try {
      return new IdempotencyKey(
          value.orElseThrow(() ->
              new Refused(
                  Problem.of(400, "missing_field", "The header Idempotency-Key is missing.")
                      .at("Idempotency-Key", null))));
    } catch (IllegalArgumentException e) {
      throw Refused.invalid(
          "Idempotency-Key",
          "The header Idempotency-Key has 1 to 64 characters of A-Z a-z 0-9 - _.",
          64);
    }
  }

  /** A whole number of the query string, within bounds. */
  protected static long number(
      HttpRequest request, String name, long standard, long least, long most) {
    Optional<String> text = request.getUri().query().get(name);
    if (text.isEmpty()) {
      return standard;
    }
    try {
      long value = Long.parseLong(text.get());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of bounds.
    }
    throw Refused.invalid(
        name, name + " is a whole number from " + least + " to " + most + ".", least + ".." + most);
  }

  /** The peer's address; proxies' headers are not believed. */
  protected static InetAddress address(HttpRequest request) {
    return request
        .getAttribute(akka.http.javadsl.model.AttributeKeys.remoteAddress)
        .flatMap(akka.http.javadsl.model.RemoteAddress::getAddress)
        .orElse(InetAddress.getLoopbackAddress());
  }

  /** What a conversation accepted, or the problem that its refusal is. */
  protected static ConversationReply.Accepted accepted(ConversationReply reply) {
    return switch (reply) {
      case ConversationReply.Accepted accepted -> accepted;
      case ConversationReply.Refused refused ->
          throw new Refused(problem(refused.refusal(), refused.current()));
      case ConversationReply.Unknown unknown -> throw new Refused(Failures.unknownOutcome());
    };
  }

  private static Problem problem(Refusal refusal, @Nullable InboxEntry current) {
    return switch (refusal) {
      case NOT_FOUND -> Refused.notFound().problem();
      case OWNERSHIP_CHANGED -> {
        Problem changed =
            Problem.of(
                409, "ownership_changed", "Somebody else has changed who owns this conversation.");
        yield current == null ? changed : changed.current(Wire.current(current));
      }
      case KEY_REUSED ->
          Problem.of(422, "key_reused", "This Idempotency-Key was used for something else.")
              .at("Idempotency-Key", null);
      case CLOSED ->
          Problem.of(
              409,
              "closed",
              "The conversation is closed. It begins again when the customer writes.");
      case HANDOFF_OFF ->
          Problem.of(409, "handoff_off", "The team takes no conversations at the moment.");
      case NO_ANSWER ->
          Problem.of(
                  400, "invalid_value", "seq is that of an answer of the agent to this customer.")
              .at(
                  "seq",
                  current == null || current.lastLine() == null ? 0 : current.lastLine().seq());
      case EMPTY -> Problem.of(400, "empty", "The text is empty.").at("text", 1);
      case TOO_LONG ->
          Problem.of(
                  413,
                  "too_long",
                  "The text has more than " + ConversationRules.MESSAGE_LENGTH_MAX + " characters.")
              .at("text", ConversationRules.MESSAGE_LENGTH_MAX);
      case FULL ->
          Problem.of(
                  409,
                  "conversation_full",
                  "The conversation holds "
                      + ConversationRules.MESSAGES_MAX
                      + " messages. Begin a new one.")
              .limit(ConversationRules.MESSAGES_MAX);
    };
  }

  protected static HttpResponse json(int status, ObjectNode body) {
    return HttpResponse.create()
        .withStatus(status)
        .addHeader(RawHeader.create("Cache-Control", "no-store"))
        .withEntity(ContentTypes.APPLICATION_JSON, Json.write(body));
  }

  protected static HttpResponse problem(Problem problem) {
    HttpResponse response =
        HttpResponse.create()
            .withStatus(problem.status())
            .addHeader(RawHeader.create("Cache-Control", "no-store"))
            .withEntity(
                ContentTypes.create(
                    MediaTypes.applicationWithFixedCharset(
                        "problem+json", akka.http.javadsl.model.HttpCharsets.UTF_8)),
                Json.write(problem));
    Integer wait = problem.retryAfterSeconds();
    return wait == null
        ? response
        : response.addHeader(RawHeader.create("Retry-After", wait.toString()));
  }
}
