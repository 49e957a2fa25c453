package dev.baton.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** The client's end of a WebSocket; keeps every frame that came. */
public final class Socket implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private final WebSocket socket;

  private Socket(String url, Map<String, String> headers) {
    WebSocket.Builder builder = Client.HTTP.newWebSocketBuilder();
    headers.forEach(builder::header);
    socket = builder.buildAsync(URI.create(url), new Listener()).join();
  }

  static Socket open(String url, Map<String, String> headers) {
    return new Socket(url, headers);
  }

  /** The status with which the server refused to open it. */
  public static int refusal(Client client, String path) {
    try {
      client.socket(path).close();
      return 101;
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        return refused.getResponse().statusCode();
      }
      throw e;
    }
  }

  public void send(String frame) {
    socket.sendText(frame, true).join();
  }

  public void sendBinary(byte[] frame) {
    socket.sendBinary(ByteBuffer.wrap(frame), true).join();
  }

  public List<JsonNode> frames() {
    return List.copyOf(frames);
  }

  /** Every frame of a kind, so far. */
  public List<JsonNode> frames(String kind) {
    return frames.stream().filter(frame -> frame.path("kind").asText().equals(kind)).toList();
  }

  /** What the list of every frame of a kind holds, one after the other. */
  public List<JsonNode> flat(String kind, String list) {
    List<JsonNode> all = new ArrayList<>();
    frames(kind).forEach(frame -> frame.path(list).forEach(all::add));
    return all;
  }

  public List<JsonNode> messages() {
    return flat("messages", "messages");
  }

  public JsonNode await(String kind) {
    return await(kind, frame -> true);
  }

  /** The first frame of the kind that is as expected, when it has come. */
  public JsonNode await(String kind, Predicate<JsonNode> expected) {
    org.awaitility.Awaitility.await()
        .alias("a frame " + kind)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> frames(kind).stream().anyMatch(expected));
    return frames(kind).stream().filter(expected).findFirst().orElseThrow();
  }

  /** The row of a conversation that is as expected, when it has come. */
  public JsonNode awaitRow(String conversation, Predicate<JsonNode> expected) {
    Predicate<JsonNode> row =
        entry -> entry.path("conversation").asText().equals(conversation) && expected.test(entry);
    org.awaitility.Awaitility.await()
        .alias("a row of " + conversation)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> flat("entries", "entries").stream().anyMatch(row));
    return flat("entries", "entries").stream().filter(row).findFirst().orElseThrow();
  }

  /** Watches these lists from now on. */
  public void watches(String... views) {
    String list = "[\"" + String.join("\",\"", views) + "\"]";
    send("{\"kind\":\"watch\",\"views\":" + list + "}");
    await("watching", frame -> frame.path("views").toString().equals(list));
  }

  /** Follows a conversation from here on. */
  public void follows(String conversation, long after) {
    send("{\"kind\":\"follow\",\"conversation\":\"" + conversation + "\",\"after\":" + after + "}");
  }

  public JsonNode awaitMessage(String text) {
    org.awaitility.Awaitility.await()
        .alias("a message " + text)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> messages().stream().anyMatch(m -> m.path("text").asText().contains(text)));
    return messages().stream()
        .filter(m -> m.path("text").asText().contains(text))
        .findFirst()
        .orElseThrow();
  }

  /** The problem with which the server ended it. */
  public JsonNode awaitProblem() {
    awaitOver();
    return frames("problem").getLast().path("problem");
  }

  public void awaitOver() {
    org.awaitility.Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(over::isDone);
  }

  /** Ends it as a network does: without a word. */
  public void cut() {
    socket.abort();
  }

  @Override
  public void close() {
    if (!socket.isOutputClosed()) {
      var unused = socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder parts = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      parts.append(data);
      if (last) {
        frames.add(Answer.parse(parts.toString()));
        parts.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      over.complete(null);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      over.complete(null);
    }
  }
}
