package dev.baton.load.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.baton.load.failure.LoadFailed;
import dev.baton.load.record.Keys;
import dev.baton.load.record.Stored;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The REST calls of customers and operators. For many threads; every call blocks. */
public final class Api {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int TRIES_MAX = 8;
  private static final int BACKOFF_MILLIS = 250;
  private static final int PAGE = 500;

  /** Where another node may answer, nobody waits as long for one. */
  private static final Duration PATIENCE_OF_SEVERAL = Duration.ofSeconds(10);

  private static final Duration CONNECTING = Duration.ofSeconds(10);
  private static final Duration CONNECTING_OF_SEVERAL = Duration.ofSeconds(2);

  private final JsonMapper json = new JsonMapper();
  private final HttpClient http;
  private final Duration patience;
  private final List<URI> servers;
  private final AtomicInteger node = new AtomicInteger();
  private final String apiKey;

  /**
   * For one server, with the key that operators use.
   *
   * @param servers its nodes: all requests go to one until it does not answer, then to the next
   */
  public Api(List<URI> servers, String apiKey) {
    this.servers = List.copyOf(servers);
    this.apiKey = apiKey;
    boolean several = servers.size() > 1;
    this.patience = several ? PATIENCE_OF_SEVERAL : PATIENCE;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(several ? CONNECTING_OF_SEVERAL : CONNECTING)
            .build();
  }

  /** All nodes, as a person reads them. */
  private String server() {
    return servers.stream().map(URI::toString).collect(Collectors.joining(", "));
  }

  /**
   * What came back.
   *
   * @param status 0 when nothing did
   */
  private record Answer(int status, JsonNode body) {
    boolean ok() {
      return status / 100 == 2;
    }

    boolean unknown() {
      return status == 0 || status == 503;
    }

    Problem problem() {
      return new Problem(status, body.path("code").asText(""), body.path("detail").asText(""), 0);
    }
  }

  /** A conversation that has begun, and the secret of its customer. */
  public record Begun(String conversation, String token) {}

  /** A conversation that an operator has answered. */
  public record Answered(long seq, long rev) {}

  /** The key of the workspace that the API key belongs to. */
  public String workspace() throws InterruptedException {
    Answer answer = call("GET", "/api/v1/session", apiKey, null, "");
    if (answer.status() == 0) {
      throw LoadFailed.because("no server answers at " + server() + ": start one with ./baton up");
    }
    if (answer.status() == 401) {
      throw LoadFailed.misconfigured("the server at " + server() + " does not know the API key");
    }
    String key = answer.body().path("workspace").path("key").asText("");
    if (!answer.ok() || key.isEmpty()) {
      throw LoadFailed.because("what answers at " + server() + " is not Baton");
    }
    return key;
  }

  public Begun begin(String workspace) throws InterruptedException {
    Answer answer =
        settled("POST", "/api/v1/widget/" + workspace + "/conversations", "", null, "{}");
    return new Begun(
        answer.body().path("conversation").asText(), answer.body().path("token").asText());
  }

  /** The customer asks for a person: the conversation waits for the team. */
  public void human(String token, String key) throws InterruptedException {
    settled("POST", "/api/v1/widget/conversation/human", token, key, "{}");
  }

  /** An operator's reply, which takes the conversation over where that is needed. */
  public Answered reply(String conversation, String key, String text) throws InterruptedException {
    Answer answer =
        settled(
            "POST",
            "/api/v1/conversations/" + conversation + "/replies",
            apiKey,
            key,
            json.createObjectNode().put("text", text).toString());
    return new Answered(
        answer.body().path("message").path("seq").asLong(),
        answer.body().path("entry").path("rev").asLong());
  }

  /** A change of owner, {@code take-over} or {@code close}; the new generation. */
  public long change(String conversation, String how, String key, long generation)
      throws InterruptedException {
    return settled(
            "POST",
            "/api/v1/conversations/" + conversation + "/" + how,
            apiKey,
            key,
            "{\"generation\":" + generation + "}")
        .body()
        .path("entry")
        .path("generation")
        .asLong();
  }

  /** How often the owner of a conversation has changed. */
  public long generation(String conversation) throws InterruptedException {
    return settled("GET", "/api/v1/conversations/" + conversation + "?limit=1", apiKey, null, "")
        .body()
        .path("entry")
        .path("generation")
        .asLong();
  }

  /** All messages of a conversation, as its customer may read them. */
  public List<Stored> history(String token, Keys keys) throws InterruptedException {
    List<Stored> all = new ArrayList<>();
    for (long after = 0; ; ) {
      Answer answer =
          settled(
              "GET",
              "/api/v1/widget/conversation?limit=" + PAGE + "&after=" + after,
              token,
              null,
              "");
      JsonNode messages = answer.body().path("messages");
      for (JsonNode message : messages) {
        String text = message.path("text").asText();
        after = Math.max(after, message.path("seq").asLong());
        all.add(new Stored(message.path("seq").asLong(), keys.read(text), text));
      }
      if (messages.isEmpty() || after >= answer.body().path("lastSeq").asLong()) {
        return all;
      }
    }
  }

  /** The pages of figures of all nodes that show one, one after the other. */
  public String metrics() throws InterruptedException {
    StringBuilder pages = new StringBuilder();
    for (URI server : servers) {
      try {
        HttpResponse<String> got =
            http.send(
                HttpRequest.newBuilder(server.resolve("/metrics")).timeout(patience).build(),
                HttpResponse.BodyHandlers.ofString());
        pages.append(got.statusCode() == 200 ? got.body() : "").append('\n');
      } catch (IOException e) {
        // A node that is away counts nothing.
      }
    }
    return pages.toString();
  }

  /** Sends the same until the answer is definite, and insists on a good one. */
  private Answer settled(
      String method, String path, String token, @Nullable String key, String body)
      throws InterruptedException {
    Answer answer = call(method, path, token, key, body);
    for (int tries = 1; answer.unknown() && tries < TRIES_MAX; tries++) {
      int ceiling = BACKOFF_MILLIS << Math.min(tries, 4);
      TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(ceiling / 2, ceiling));
      answer = call(method, path, token, key, body);
    }
    if (!answer.ok()) {
      throw refusal(method + " " + path.replaceFirst("\\?.*", ""), answer);
    }
    return answer;
  }

  private LoadFailed refusal(String call, Answer answer) {
    if (answer.status() == 0) {
      return LoadFailed.because("the server at " + server() + " does not answer " + call);
    }
    if (answer.status() == 429) {
      return LoadFailed.misconfigured(
          "the server limits "
              + call
              + ": raise "
              + (call.endsWith("/conversations")
                  ? "BATON_CONVERSATIONS_PER_MINUTE"
                  : "BATON_MESSAGES_PER_TEN_SECONDS")
              + " where it runs, or run the tool on its machine");
    }
    if (answer.body().path("code").asText().equals("handoff_off")) {
      return LoadFailed.misconfigured(
          "handoff routing is off in this workspace: customers cannot ask for a person");
    }
    return LoadFailed.because("the server refused " + call + ": " + answer.problem());
  }

  /** Asks the node that answered last; where it does not know, the others, without a wait. */
  private Answer call(String method, String path, String token, @Nullable String key, String body)
      throws InterruptedException {
    int first = node.get();
    Answer answer = call(servers.get(first), method, path, token, key, body);
    for (int i = 1; answer.unknown() && i < servers.size(); i++) {
      int next = (first + i) % servers.size();
      answer = call(servers.get(next), method, path, token, key, body);
      if (!answer.unknown()) {
        node.set(next);
      }
    }
    return answer;
  }

  private Answer call(
      URI server, String method, String path, String token, @Nullable String key, String body)
      throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + path))
            .timeout(patience)
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    try {
      HttpResponse<byte[]> got =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(got.statusCode(), parsed(got.body()));
    } catch (IOException e) {
      return new Answer(0, MissingNode.getInstance());
    }
  }

  private JsonNode parsed(byte[] body) throws IOException {
    try {
      return body.length == 0 ? MissingNode.getInstance() : json.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
