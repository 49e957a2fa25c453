package dev.baton.chaos.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The public API over HTTP, for many virtual threads. */
public final class Api {
  private static final Duration PATIENCE = Duration.ofSeconds(12);
  private static final int BACKOFF_MILLIS = 50;
  private static final int BACKOFF_MILLIS_MAX = 800;
  private static final int AWAY_MILLIS = 20;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final JsonMapper json = new JsonMapper();
  private final Supplier<String> url;
  private final BooleanSupplier up;
  private final Answers answers;

  /**
   * A client.
   *
   * @param url asked before each call: any of the nodes
   * @param up whether it makes sense to call; callers wait until it does
   * @param answers told of each answer
   */
  public Api(Supplier<String> url, BooleanSupplier up, Answers answers) {
    this.url = url;
    this.up = up;
    this.answers = answers;
  }

  /** Looks at every answer, for figures about them. */
  @FunctionalInterface
  public interface Answers {
    void seen(Answer answer);
  }

  /**
   * What came back.
   *
   * @param status 0 when nothing did
   * @param beganNanos when it was sent
   * @param retryAfter the header, or an empty text
   */
  public record Answer(
      String path, int status, JsonNode body, String retryAfter, long beganNanos, long endedNanos) {
    public boolean ok() {
      return status == 200 || status == 201;
    }

    /** Whether it says what became of the request; else the same key must be sent again. */
    public boolean definite() {
      return ok() || (status >= 400 && status < 500 && status != 408 && status != 429);
    }
  }

  /** Sends once. */
  public Answer call(String method, String path, String token, @Nullable String key, String body)
      throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url.get() + path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .method(
                method,
                method.equals("GET") || method.equals("DELETE")
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    long began = System.nanoTime();
    Answer answer;
    try {
      HttpResponse<byte[]> got =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      answer =
          new Answer(
              path,
              got.statusCode(),
              got.body().length == 0 ? MissingNode.getInstance() : json.readTree(got.body()),
              got.headers().firstValue("Retry-After").orElse(""),
              began,
              System.nanoTime());
    } catch (IOException e) {
      answer = new Answer(path, 0, MissingNode.getInstance(), "", began, System.nanoTime());
    }
    answers.seen(answer);
    return answer;
  }

  /** Sends the same again until the answer is definite; gives up only when interrupted. */
  public Answer settle(String method, String path, String token, @Nullable String key, String body)
      throws InterruptedException {
    for (int backoff = BACKOFF_MILLIS; ; backoff = Math.min(BACKOFF_MILLIS_MAX, backoff * 2)) {
      awaitUp();
      Answer answer = call(method, path, token, key, body);
      if (answer.definite()) {
        return answer;
      }
      TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(backoff / 2, backoff));
    }
  }

  void awaitUp() throws InterruptedException {
    while (!up.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(AWAY_MILLIS);
    }
  }

  /** {@code {"text":…}}. */
  String text(String text) {
    try {
      return "{\"text\":" + json.writeValueAsString(text) + "}";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
