package dev.baton.chaos.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.chaos.world.Api;
import dev.baton.chaos.world.Talk;
import java.util.ArrayList;
import java.util.List;

/** Reads a whole conversation by the public API, page by page. */
final class Reading {
  /** Nobody has said anything: an empty timeline, which the journal's rows must agree with. */
  private static final int UNBEGUN = 404;

  private static final int PAGE = 500;

  private final Api api;
  private final String operatorKey;

  Reading(Api api, String operatorKey) {
    this.api = api;
    this.operatorKey = operatorKey;
  }

  /** What the customer sees; his own messages carry their keys. */
  List<JsonNode> customers(Talk talk) throws InterruptedException {
    List<JsonNode> all = new ArrayList<>();
    while (true) {
      long after = all.isEmpty() ? 0 : all.getLast().path("seq").asLong();
      JsonNode page =
          get(
              "/api/v1/widget/conversation?limit=" + PAGE + "&after=" + after,
              talk.token(),
              talk.conversation());
      page.path("messages").forEach(all::add);
      if (page.path("messages").isEmpty()) {
        return all;
      }
    }
  }

  /** What operators see. */
  List<JsonNode> operators(String conversation) throws InterruptedException {
    List<JsonNode> all = new ArrayList<>();
    while (true) {
      long after = all.isEmpty() ? 0 : all.getLast().path("rev").asLong();
      JsonNode page =
          get(
              "/api/v1/conversations/" + conversation + "?limit=" + PAGE + "&after=" + after,
              operatorKey,
              conversation);
      page.path("timeline").forEach(all::add);
      if (page.path("timeline").isEmpty()) {
        return all;
      }
    }
  }

  /** The conversations of one list of the inbox. */
  List<JsonNode> list(String view) throws InterruptedException {
    List<JsonNode> all = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page =
          get(
              "/api/v1/conversations?view="
                  + view
                  + "&limit=200"
                  + (cursor.isEmpty() ? "" : "&cursor=" + cursor),
              operatorKey,
              view);
      page.path("entries").forEach(all::add);
      cursor = page.path("next").asText("");
    } while (!cursor.isEmpty() && !cursor.equals("null"));
    return all;
  }

  private JsonNode get(String path, String token, String what) throws InterruptedException {
    Api.Answer answer = api.settle("GET", path, token, null, "");
    if (answer.status() == UNBEGUN) {
      return answer.body();
    }
    if (!answer.ok()) {
      throw new Unreadable(what + " was answered " + answer.status() + " " + answer.body());
    }
    return answer.body();
  }

  /** The API refused to show what is ours. */
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }
}
