package dev.baton.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.AllDirectives;
import akka.http.javadsl.server.Route;
import akka.stream.Materializer;
import akka.util.ByteString;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.http.frames.Json;
import dev.baton.http.frames.Keys;
import dev.baton.http.problem.Failures;
import dev.baton.http.problem.Problem;
import dev.baton.http.problem.Refused;
import dev.baton.identity.IdempotencyKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

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
    return body(request, HttpSettings.JSON_BODY_MAX)
        .thenApply(bytes -> {
          if (!request.entity().getContentType().mediaType().equals(MediaTypes.APPLICATION_JSON)) {
            throw new Refused(Problem.of(415, "unsupported_type", "Send application/json."));
          }
          return Json.read(bytes, type);
        });
  }

  /** The body as it is, whatever it is. */
  protected final CompletionStage<byte[]> body(HttpRequest request, int bytesMax) {
    return body(request, bytesMax, HttpSettings.BODY_DEADLINE);
  }

  /** The body as it is, for which there is so much time. */
  protected final CompletionStage<byte[]> body(
      HttpRequest request, int bytesMax, Duration deadline) {
    return Body.read(request.entity(), bytesMax, deadline, materializer)
        .thenApply(ByteString::toArray);
  }

  /** The key that makes a repeat harmless. */
  protected static IdempotencyKey idempotencyKey(HttpRequest request) {
    String name = "Idempotency-Key";
    return Keys.read(request.getHeader(name).map(HttpHeader::value).orElse(null), name);
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
