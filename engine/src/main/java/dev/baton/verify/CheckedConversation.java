package dev.baton.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fold of one conversation's records, and what they break.
 *
 * <p>After a record that cannot be read nothing is known of the owner, so the rest of that
 * conversation is only counted and its numbers compared: one fault does not become a hundred.
 */
final class CheckedConversation {
  private enum Owner {
    NOBODY_YET,
    AGENT,
    QUEUE,
    OPERATOR,
    CLOSED;

    boolean human() {
      return this == QUEUE || this == OPERATOR;
    }
  }

  static final int TRAIL_MAX = 6;

  private final String persistenceId;
  private final String name;
  private final JournalChecker.Tally tally;
  private final Set<String> keys = new HashSet<>();
  private final Set<String> requests = new HashSet<>();
  private final Set<Long> answers = new HashSet<>();
  private final Set<Long> takenOver = new HashSet<>();
  private final Deque<String> trail = new ArrayDeque<>(TRAIL_MAX);
  private Owner owner = Owner.NOBODY_YET;
  private String operator = "";
  private long sequenceNumber;
  private long generation;
  private long seq;
  private @Nullable String pending;
  private long pendingGeneration;
  private long unasked;
  private String before = "";
  private boolean lastWords;
  private boolean asked;
  private boolean blind;

  CheckedConversation(String persistenceId, String name, JournalChecker.Tally tally) {
    this.persistenceId = persistenceId;
    this.name = name;
    this.tally = tally;
  }

  String persistenceId() {
    return persistenceId;
  }

  /** {@code event} is null where the payload is no tree. */
  void next(long number, @Nullable JsonNode event) {
    passed(number, event == null ? "unreadable" : described(new Fields(event)));
    if (number != sequenceNumber + 1) {
      long expected = sequenceNumber + 1;
      sequenceNumber = number;
      broken(Rule.RECORDS_DENSE, "record " + number + " stands where " + expected + " belongs");
    }
    sequenceNumber = number;
    if (event == null) {
      unreadable("the payload is not a CBOR object");
      return;
    }
    Fields fields = new Fields(event);
    String type = fields.text("type");
    try {
      fold(type, fields);
    } catch (Fields.Missing e) {
      unreadable(type.isEmpty() ? "the record names no type" : type + " " + e.getMessage());
    }
    before = type;
  }

  void end() {
    put(0);
    if (pending != null) {
      tally.pendingRequests++;
    }
  }

  private void fold(String type, Fields event) {
    if (blind) {
      return;
    }
    if (!type.equals("agent_asked")) {
      put(0);
    }
    boolean afterLastWords = lastWords;
    lastWords = false;
    switch (type) {
      case "conversation_opened" -> opened();
      case "customer_wrote" -> customerWrote(event);
      case "person_requested" -> once("customer", event);
      case "agent_asked" -> agentAsked(event);
      case "agent_spoke" -> agentSpoke(event);
      case "handed_off" -> handedOff(event, afterLastWords);
      case "answer_rated" -> answerRated(event);
      case "answer_dropped" -> event.required("request");
      case "operator_took_over" -> tookOver(event);
      case "operator_replied" -> operatorReplied(event);
      case "note_added" -> once(event.required("operator"), event);
      case "handed_back" -> handedBack(event);
      case "conversation_closed" -> closed(event);
      case "conversation_reopened" -> reopened(event);
      default -> throw new Fields.Missing("is no known type of event");
    }
  }

  private void opened() {
    if (owner != Owner.NOBODY_YET) {
      broken(Rule.SPAN_END, "the conversation was opened a second time, " + owned());
    }
    owner = Owner.AGENT;
    generation = 1;
  }

  private void customerWrote(Fields event) {
    message(event);
    once("customer", event);
    if (owner == Owner.AGENT) {
      unasked = seq;
    } else if (!owner.human()) {
      broken(Rule.SPAN_END, "the customer wrote " + owned());
    }
  }

  private void agentAsked(Fields event) {
    String request = event.required("request");
    long asked = event.number("generation");
    if (owner != Owner.AGENT) {
      broken(Rule.AGENT_ASKED, "the agent was asked " + owned());
    }
    if (asked != generation) {
      broken(Rule.AGENT_GENERATION, "the agent was asked " + in(asked));
    }
    if (!requests.add(request)) {
      broken(Rule.REQUEST_MADE, "the request " + request + " was made twice");
    }
    put(event.number("upToSeq"));
    pending = request;
    pendingGeneration = asked;
  }

  private void agentSpoke(Fields event) {
    message(event);
    tally.agentMessages++;
    long spoken = event.number("generation");
    String request = event.text("request");
    String kind = event.required("kind");
    if (owner != Owner.AGENT) {
      broken(Rule.AGENT_SILENT, "the agent spoke " + owned());
    }
    if (spoken != generation) {
      broken(Rule.AGENT_GENERATION, "the agent spoke " + in(spoken));
    }
    if (request.isEmpty()) {
      if (!(kind.equals("handoff") && before.equals("person_requested"))) {
        broken(Rule.AGENT_ASKED, "the agent spoke without a request");
      }
    } else if (!request.equals(pending)) {
      broken(
          Rule.AGENT_ASKED,
          "the agent spoke for " + request + " while " + pending + " was pending");
    } else if (spoken != pendingGeneration) {
      broken(
          Rule.AGENT_GENERATION,
          "the agent spoke in generation " + spoken + " and was asked in " + pendingGeneration);
    }
    if (kind.equals("question")) {
      if (asked) {
        broken(Rule.ASKED_ONCE, "the agent asked a second time whether a person is wanted");
      }
      asked = true;
    }
    if (kind.equals("answer")) {
      answers.add(seq);
    }
    pending = null;
    lastWords = kind.equals("handoff");
  }

  private void answerRated(Fields event) {
    once("customer", event);
    if (!answers.contains(event.number("seq"))) {
      broken(Rule.RATES_AN_ANSWER, "message " + event.number("seq") + " was rated: no answer");
    }
  }

  private void handedOff(Fields event, boolean afterLastWords) {
    if (owner != Owner.AGENT) {
      broken(Rule.SPAN_END, "the conversation was handed off " + owned());
    }
    if (!afterLastWords) {
      broken(Rule.LAST_WORDS, "the conversation was handed off without a word to the customer");
    }
    event.required("reason");
    owned(Owner.QUEUE, event, Rule.GENERATION_STEP);
  }

  private void tookOver(Fields event) {
    String who = event.required("operator");
    if (!event.text("key").isEmpty()) {
      once(who, event);
    }
    if (owner == Owner.CLOSED || owner == Owner.NOBODY_YET) {
      broken(Rule.SPAN_END, who + " took over " + owned());
    }
    boolean first = takenOver.add(event.number("generation"));
    if (!first) {
      broken(Rule.ONE_TAKE_OVER, "generation " + event.number("generation") + " was won twice");
    }
    owned(Owner.OPERATOR, event, first ? Rule.GENERATION_STEP : null);
    operator = who;
  }

  private void operatorReplied(Fields event) {
    message(event);
    String who = event.required("operator");
    once(who, event);
    if (owner != Owner.OPERATOR || !who.equals(operator)) {
      broken(Rule.OWNER_REPLIES, who + " replied " + owned());
    }
  }

  private void handedBack(Fields event) {
    endedBy(event, "handed back");
    if (!owner.human()) {
      broken(Rule.SPAN_END, "the conversation was handed back " + owned());
    }
    owned(Owner.AGENT, event, Rule.GENERATION_STEP);
  }

  private void closed(Fields event) {
    endedBy(event, "closed");
    if (owner == Owner.CLOSED || owner == Owner.NOBODY_YET) {
      broken(Rule.SPAN_END, "the conversation was closed " + owned());
    }
    owned(Owner.CLOSED, event, Rule.GENERATION_STEP);
  }

  private void reopened(Fields event) {
    if (owner != Owner.CLOSED) {
      broken(Rule.SPAN_END, "the conversation was reopened " + owned());
    }
    asked = false;
    owned(Owner.AGENT, event, Rule.GENERATION_STEP);
  }

  private void endedBy(Fields event, String how) {
    if (event.text("operator").isEmpty()) {
      broken(Rule.SPAN_END, "the conversation was " + how + " by nobody of the team");
    } else {
      once(event.text("operator"), event);
    }
  }

  private void owned(Owner next, Fields event, @Nullable Rule step) {
    long stated = event.number("generation");
    if (step != null && stated != generation + 1) {
      broken(step, "generation " + stated + " follows " + generation);
    }
    if (next.human() && !owner.human()) {
      tally.spans++;
    }
    generation = stated;
    owner = next;
    operator = "";
    pending = null;
  }

  private void message(Fields event) {
    long stated = event.number("seq");
    tally.messages++;
    if (stated != seq + 1) {
      broken(Rule.MESSAGES_DENSE, "message " + stated + " follows message " + seq);
    }
    seq = stated;
  }

  private void once(String author, Fields event) {
    String key = event.required("key");
    if (!keys.add(author + '/' + key)) {
      broken(Rule.KEY_ONCE, "the key " + key + " of " + author + " took effect twice");
    }
  }

  /** What the customer said last has been put to the agent, up to {@code upToSeq}. */
  private void put(long upToSeq) {
    if (unasked > upToSeq) {
      broken(Rule.REQUEST_MADE, "message " + unasked + " was not put to the agent");
    }
    unasked = 0;
  }

  private String owned() {
    return switch (owner) {
      case NOBODY_YET -> "before the conversation began";
      case AGENT -> "while the agent owned the conversation";
      case QUEUE -> "while the queue owned the conversation";
      case OPERATOR -> "while " + operator + " owned the conversation";
      case CLOSED -> "after the conversation was closed";
    };
  }

  private String in(long stated) {
    return "in generation " + stated + " while it was " + generation;
  }

  private void unreadable(String why) {
    broken(Rule.READABLE, why);
    blind = true;
    unasked = 0;
    pending = null;
  }

  private void broken(Rule rule, String sentence) {
    tally.broken(
        new CheckReport.Violation(name, sequenceNumber, rule, sentence, List.copyOf(trail)));
  }

  private void passed(long number, String what) {
    if (trail.size() == TRAIL_MAX) {
      trail.removeFirst();
    }
    trail.addLast(number + " " + what);
  }

  /** Who did what in which generation; never what was said. */
  private static String described(Fields event) {
    String type = event.text("type");
    StringBuilder line = new StringBuilder(type.isEmpty() ? "untyped" : type);
    if (!event.text("operator").isEmpty()) {
      line.append(" by ").append(event.text("operator"));
    }
    String generation = event.text("generation");
    return generation.isEmpty()
        ? line.toString()
        : line.append(", generation ").append(generation).toString();
  }
}
