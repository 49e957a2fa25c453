package dev.baton.chaos.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * Follows who owns a conversation over the timeline that operators see, with a fold of its own, and
 * looks for speech and changes that must not be.
 */
final class Ownerships {
  private final String conversation;
  private final Findings findings;
  private final Map<Long, String> takeOvers = new HashMap<>();
  private String owner = "agent";
  private long generation = 1;
  private long unanswered;
  private long agentMessages;
  private long humanSpans;

  Ownerships(String conversation, Findings findings) {
    this.conversation = conversation;
    this.findings = findings;
  }

  void next(JsonNode entry) {
    switch (entry.path("kind").asText()) {
      case "message" -> said(entry.path("message"));
      case "handed_off" -> {
        require("agent", entry);
        become("queue", entry);
      }
      case "taken_over" -> {
        takeOvers.put(generation, entry.path("operator").path("id").asText());
        become("operator", entry);
      }
      case "handed_back" -> {
        ended(entry);
        become("agent", entry);
      }
      case "closed" -> {
        ended(entry);
        become("none", entry);
      }
      case "reopened" -> {
        require("none", entry);
        become("agent", entry);
      }
      default -> {}
    }
  }

  /** The seq of a customer's message to the agent that came to no end; 0 when there is none. */
  long unanswered() {
    return unanswered;
  }

  String owner() {
    return owner;
  }

  long agentMessages() {
    return agentMessages;
  }

  long humanSpans() {
    return humanSpans;
  }

  /** Who took over which generation. */
  Map<Long, String> takeOvers() {
    return takeOvers;
  }

  private void said(JsonNode message) {
    long seq = message.path("seq").asLong();
    String author = message.path("author").path("kind").asText();
    if (author.equals("agent")) {
      agentMessages++;
      if (!owner.equals("agent")) {
        broken(Finding.Kind.AGENT_IN_HUMAN_SPAN, "the agent's message " + seq, message);
      }
      unanswered = 0;
    } else if (author.equals("customer") && owner.equals("agent")) {
      unanswered = seq;
    } else if (author.equals("operator") && !owner.equals("operator")) {
      broken(Finding.Kind.TAKE_OVER, "an operator spoke without owning", message);
    }
  }

  private void become(String next, JsonNode entry) {
    if (entry.path("generation").asLong() != generation + 1) {
      broken(Finding.Kind.GENERATION, "after generation " + generation, entry);
    }
    generation = entry.path("generation").asLong();
    if (owner.equals("agent") && !next.equals("none")) {
      humanSpans++;
    }
    owner = next;
    unanswered = 0;
  }

  private void ended(JsonNode entry) {
    if (entry.path("operator").path("id").asText().isEmpty()) {
      broken(Finding.Kind.SPAN_ENDED_BY_ANOTHER, "no operator ended it", entry);
    }
  }

  private void require(String expected, JsonNode entry) {
    if (!owner.equals(expected)) {
      broken(Finding.Kind.SPAN_ENDED_BY_ANOTHER, "while " + owner + " owned it", entry);
    }
  }

  private void broken(Finding.Kind kind, String what, JsonNode entry) {
    findings.add(kind, conversation, "", what + " in generation " + generation + ": " + entry);
  }
}
