package dev.baton.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Calls a server with the headers that prove who is calling. */
public class Client {
  static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final String url;
  private final Map<String, String> headers;

  Client(String url, Map<String, String> headers) {
    this.url = url;
    this.headers = Map.copyOf(headers);
  }

  /** The same caller with one header more, or another value for it. */
  public Client with(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new Client(url, more);
  }

  /** The same caller at another node. */
  public Client at(String node) {
    Client there = new Client(node, headers);
    return headers.containsKey("Origin") ? there.with("Origin", node) : there;
  }

  /** The same caller without a header. */
  public Client without(String name) {
    Map<String, String> fewer = new TreeMap<>(headers);
    fewer.remove(name);
    return new Client(url, fewer);
  }

  public String url() {
    return url;
  }

  public Answer get(String path) {
    return send("GET", path, new byte[0]);
  }

  public Answer delete(String path) {
    return send("DELETE", path, new byte[0]);
  }

  public Answer post(String path, String json) {
    return sendJson("POST", path, json);
  }

  public Answer put(String path, String json) {
    return sendJson("PUT", path, json);
  }

  /** A change with a new key. */
  public Answer change(String path, String json) {
    return with("Idempotency-Key", newKey()).post(path, json);
  }

  public Answer sendJson(String method, String path, String json) {
    return with("Content-Type", "application/json")
        .send(method, path, json.getBytes(StandardCharsets.UTF_8));
  }

  public Answer send(String method, String path, byte[] body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
    headers.forEach(request::header);
    request.method(
        method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    try {
      var response = HTTP.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Answer(
          method + " " + path, response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new AssertionError(method + " " + path + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Opens a WebSocket with this caller's headers. */
  public Socket socket(String path) {
    return Socket.open(url.replaceFirst("^http", "ws") + path, headers);
  }

  /** The inbox's socket, welcomed. */
  public Socket inbox() {
    Socket socket = socket("/api/v1/inbox/socket");
    socket.await("welcome");
    return socket;
  }

  public static String newKey() {
    return UUID.randomUUID().toString();
  }

  /** Text as a JSON string. */
  public static String quoted(String text) {
    return com.fasterxml.jackson.databind.node.TextNode.valueOf(text).toString();
  }
}
