package dev.baton.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** A customer with a conversation of their own. */
public final class Customer extends Client {
  private static final String HERE = "/api/v1/widget/conversation";
  private static final int TRIES_MAX = 10;

  private final String conversation;
  private final String token;

  private Customer(String url, String conversation, String token) {
    super(url, Map.of("Authorization", "Bearer " + token));
    this.conversation = conversation;
    this.token = token;
  }

  public static Customer begin(String url, String workspaceKey) {
    JsonNode begun =
        new Client(url, Map.of())
            .post("/api/v1/widget/" + workspaceKey + "/conversations", "{}")
            .is(201)
            .json();
    return new Customer(url, begun.path("conversation").asText(), begun.path("token").asText());
  }

  /** The same customer at another node. */
  @Override
  public Customer at(String node) {
    return new Customer(node, conversation, token);
  }

  public String conversation() {
    return conversation;
  }

  public String token() {
    return token;
  }

  /**
   * Says something, again with the same key while the outcome is unknown; the message as stored.
   */
  public JsonNode says(String text) {
    String key = newKey();
    Answer answer = says(key, text);
    for (int i = 1; answer.status() == 503 && i < TRIES_MAX; i++) {
      answer = says(key, text);
    }
    return answer.is(200).json().path("message");
  }

  public Answer says(String key, String text) {
    return with("Idempotency-Key", key).post(HERE + "/messages", "{\"text\":" + quoted(text) + "}");
  }

  public Answer asksForPerson() {
    return change(HERE + "/human", "{}");
  }

  public Answer rates(long seq, boolean helpful) {
    return change(HERE + "/ratings", "{\"seq\":" + seq + ",\"helpful\":" + helpful + "}");
  }

  public JsonNode history() {
    return history(0);
  }

  /** A page of what was said after this number. */
  public JsonNode history(long after) {
    return get(HERE + "?after=" + after).is(200).json();
  }

  /** A socket that has said hello and been welcomed. */
  public Socket listens(long after) {
    Socket socket = socket("/api/v1/widget/socket");
    socket.send("{\"kind\":\"hello\",\"token\":" + quoted(token) + ",\"after\":" + after + "}");
    socket.await("welcome");
    return socket;
  }
}
