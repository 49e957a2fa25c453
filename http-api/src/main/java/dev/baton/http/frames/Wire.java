package dev.baton.http.frames;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.answering.Citation;
import dev.baton.answering.Why;
import dev.baton.conversation.Message;
import dev.baton.conversation.OwnershipHistory;
import dev.baton.conversation.OwnershipSpan;
import dev.baton.conversation.Principal;
import dev.baton.conversation.TimelineEntry;
import dev.baton.conversation.TimelineEntry.Happening;
import dev.baton.http.problem.Problem;
import dev.baton.inboxview.InboxEntry;
import dev.baton.inboxview.InboxStore;
import dev.baton.sources.Source;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the engine knows, as FRAMES.md says it. What only operators may see is added by the methods
 * that say so.
 */
public final class Wire {
  private static final long MILLIS_OF_DAY = 86_400_000;
  private static final int LABEL_CHARACTERS = 4;

  private Wire() {}

  /** RFC 3339 in UTC, with milliseconds. */
  public static String time(Instant instant) {
    long millis = instant.toEpochMilli();
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(millis, MILLIS_OF_DAY));
    int ofDay = (int) Math.floorMod(millis, MILLIS_OF_DAY);
    // A formatter takes ten times as long, and five of these stand in every row of the inbox.
    char[] text = "0000-00-00T00:00:00.000Z".toCharArray();
    digits(text, 0, 4, date.getYear());
    digits(text, 5, 2, date.getMonthValue());
    digits(text, 8, 2, date.getDayOfMonth());
    digits(text, 11, 2, ofDay / 3_600_000);
    digits(text, 14, 2, ofDay / 60_000 % 60);
    digits(text, 17, 2, ofDay / 1_000 % 60);
    digits(text, 20, 3, ofDay % 1_000);
    return String.valueOf(text);
  }

  private static void digits(char[] text, int at, int count, int number) {
    int rest = number;
    for (int i = at + count - 1; i >= at; i--) {
      text[i] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  }

  /** A message as its customer may see it. */
  public static ObjectNode messageForCustomer(Message message) {
    ObjectNode json = Json.object().put("seq", message.seq()).put("episode", message.episode());
    json.set("author", author(message.author(), false));
    json.put("kind", message.kind()).put("text", message.text()).put("at", time(message.at()));
    if (!message.citations().isEmpty()) {
      json.set("citations", citations(message.citations(), false));
    }
    if (message.key() != null && message.author() instanceof Message.Author.Customer) {
      json.put("key", message.key().value());
    }
    return json;
  }

  /** A message as operators may see it. */
  public static ObjectNode messageForOperator(Message message) {
    ObjectNode json = messageForCustomer(message);
    json.set("author", author(message.author(), true));
    if (!message.citations().isEmpty()) {
      json.set("citations", citations(message.citations(), true));
    }
    if (message.key() != null) {
      json.put("key", message.key().value());
    }
    if (message.why() != null) {
      json.put("confidence", message.why().confidence());
      json.set("why", why(message.why()));
    }
    return json;
  }

  /**
   * What a customer may know about ownership.
   *
   * @param entry null where the conversation has not begun
   * @param expectedWait shown while waiting
   */
  public static ObjectNode status(@Nullable InboxEntry entry, String expectedWait) {
    ObjectNode json = Json.object();
    if (entry == null) {
      return json.put("owner", "none")
          .put("generation", 0)
          .put("episode", 0)
          .putNull("operator")
          .putNull("line");
    }
    boolean waiting = entry.owner() == InboxEntry.OwnerKind.QUEUE;
    json.put("owner", lower(entry.owner()))
        .put("generation", entry.generation())
        .put("episode", entry.episode());
    if (entry.operatorName() == null) {
      json.putNull("operator");
    } else {
      json.putObject("operator").put("name", entry.operatorName());
    }
    return json.put("line", waiting ? expectedWait : null);
  }

  public static ObjectNode entry(InboxEntry entry) {
    ObjectNode json =
        Json.object().put("conversation", entry.conversation().value()).put("rev", entry.rev());
    owner(json, entry);
    json.put("episode", entry.episode());
    json.putObject("customer").put("id", entry.customer().value()).put("label", label(entry));
    json.set("page", page(entry.pageUrl(), entry.pageTitle()));
    InboxEntry.LastLine line = entry.lastLine();
    if (line == null) {
      json.putNull("lastLine");
    } else {
      ObjectNode last = json.putObject("lastLine").put("seq", line.seq());
      ObjectNode author = last.putObject("author").put("kind", line.author());
      if (line.authorName() != null) {
        author.put("name", line.authorName());
      }
      last.put("text", line.text()).put("at", time(line.at()));
    }
    if (entry.handoffReason() == null || entry.handedOffAt() == null) {
      json.putNull("handoff");
    } else {
      json.putObject("handoff")
          .put("reason", lower(entry.handoffReason()))
          .put("at", time(entry.handedOffAt()));
    }
    json.put("waitingSince", entry.waitingSince() == null ? null : time(entry.waitingSince()));
    return json.put("openedAt", time(entry.openedAt())).put("updatedAt", time(entry.updatedAt()));
  }

  /** Who owns a conversation now, for a 409. */
  public static ObjectNode current(InboxEntry entry) {
    return owner(Json.object(), entry);
  }

  public static ObjectNode counts(InboxStore.Counts counts) {
    return Json.object()
        .put("waiting", counts.waiting())
        .put("mine", counts.mine())
        .put("agent", counts.agent())
        .put("team", counts.team())
        .put("closed", counts.closed());
  }

  /** What the customer said of an answer. */
  public static ObjectNode rating(Happening.Rated rated) {
    return Json.object().put("seq", rated.seq()).put("helpful", rated.helpful());
  }

  public static ObjectNode timeline(TimelineEntry entry) {
    ObjectNode json = Json.object().put("rev", entry.rev()).put("at", time(entry.at()));
    return switch (entry.happening()) {
      case Happening.Opened opened ->
          json.put("kind", "opened").set("page", page(opened.pageUrl(), opened.pageTitle()));
      case Happening.Said said ->
          json.put("kind", "message").set("message", messageForOperator(said.message()));
      case Happening.PersonRequested requested -> json.put("kind", "person_requested");
      case Happening.Rated rated ->
          json.put("kind", "rated").put("seq", rated.seq()).put("helpful", rated.helpful());
      case Happening.Asked asked ->
          json.put("kind", "asked")
              .put("request", asked.request().value())
              .put("upToSeq", asked.upToSeq())
              .put("cause", lower(asked.cause()));
      case Happening.HandedOff off -> {
        json.put("kind", "handed_off")
            .put("reason", lower(off.reason()))
            .put("generation", off.generation());
        json.put("question", off.question());
        yield off.why() == null ? json.putNull("why") : json.set("why", why(off.why()));
      }
      case Happening.TakenOver taken ->
          acted(json, "taken_over", taken.operator(), taken.generation()).put("from", taken.from());
      case Happening.Noted noted -> {
        json.put("kind", "note").set("operator", person(noted.operator()));
        yield json.put("text", noted.text()).put("key", noted.key().value());
      }
      case Happening.HandedBack back ->
          acted(json, "handed_back", back.operator(), back.generation());
      case Happening.Closed closed -> acted(json, "closed", closed.operator(), closed.generation());
      case Happening.Reopened reopened ->
          json.put("kind", "reopened")
              .put("generation", reopened.generation())
              .put("episode", reopened.episode());
      case Happening.Suggested suggested -> {
        json.put("kind", "suggestion").put("text", suggested.text());
        json.set("citations", citations(suggested.citations(), true));
        yield json.put("confidence", suggested.confidence()).put("reason", suggested.reason());
      }
    };
  }

  /** Who owned a conversation when. */
  public static ObjectNode ownership(OwnershipHistory history) {
    ObjectNode json = Json.object();
    ArrayNode spans = json.putArray("spans");
    for (OwnershipSpan span : history.spans()) {
      ObjectNode one = spans.addObject().put("owner", lower(span.owner()));
      one.set("operator", span.operator() == null ? null : person(span.operator()));
      one.put("generation", span.generation()).put("episode", span.episode());
      one.put("act", lower(span.act())).set("by", author(span.by(), true));
      one.put("reason", span.reason() == null ? null : lower(span.reason()));
      one.put("fromRev", span.fromRev()).put("from", time(span.from()));
      one.put("toRev", span.toRev()).put("to", span.to() == null ? null : time(span.to()));
      one.putObject("messages")
          .put("customer", span.messages().customer())
          .put("agent", span.messages().agent())
          .put("operator", span.messages().operator());
    }
    return json.put("omitted", history.omitted());
  }

  public static ObjectNode why(Why why) {
    ObjectNode json =
        Json.object()
            .put("rule", why.rule())
            .put("confidence", why.confidence())
            .put("threshold", why.threshold());
    json.put("question", why.question());
    ArrayNode passages = json.putArray("passages");
    for (Why.Found found : why.passages()) {
      ObjectNode passage =
          passages.addObject().put("source", found.source().value()).put("title", found.title());
      passage.put("heading", found.heading()).put("page", found.page()).put("url", found.url());
      passage.put("text", found.text()).put("score", found.score());
    }
    ObjectNode signals = json.putObject("signals");
    why.signals().forEach(signals::put);
    return json;
  }

  public static ArrayNode citations(List<Citation> citations, boolean withPassage) {
    ArrayNode json = Json.object().putArray("citations");
    for (Citation citation : citations) {
      ObjectNode one =
          json.addObject()
              .put("number", citation.number())
              .put("source", citation.source().value());
      one.put("title", citation.title()).put("heading", citation.heading());
      one.put("page", citation.page()).put("url", citation.url());
      if (withPassage) {
        one.put("passage", citation.passage());
      }
    }
    return json;
  }

  public static ObjectNode source(Source source) {
    ObjectNode json =
        Json.object().put("id", source.id().value()).put("kind", lower(source.kind()));
    json.put("title", source.title()).put("name", source.name()).put("url", source.url());
    json.put("state", lower(source.state())).put("reason", source.reason());
    json.put("pages", source.pages())
        .put("passages", source.passages())
        .put("bytes", source.bytes());
    json.put("addedAt", time(source.addedAt()));
    return json.put("readAt", source.readAt() == null ? null : time(source.readAt()));
  }

  public static ObjectNode author(Principal principal, boolean withId) {
    return switch (principal) {
      case Principal.Customer customer -> author(new Message.Author.Customer(), withId);
      case Principal.Agent agent -> author(new Message.Author.Agent(), withId);
      case Principal.Operator operator ->
          author(new Message.Author.Operator(operator.id(), operator.name()), withId);
    };
  }

  public static ObjectNode problem(Problem problem) {
    return Json.tree(problem);
  }

  /** A frame of the given kind, to be filled. */
  public static ObjectNode frame(String kind) {
    return Json.object().put("kind", kind);
  }

  /** A frame of the given kind with one thing in it. */
  public static ObjectNode frame(String kind, String field, ObjectNode content) {
    return frame(kind).set(field, content);
  }

  public static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static ObjectNode author(Message.Author author, boolean withId) {
    return switch (author) {
      case Message.Author.Customer customer -> Json.object().put("kind", "customer");
      case Message.Author.Agent agent -> Json.object().put("kind", "agent");
      case Message.Author.Operator operator -> {
        ObjectNode json = Json.object().put("kind", "operator").put("name", operator.name());
        yield withId ? json.put("id", operator.id().value()) : json;
      }
    };
  }

  private static ObjectNode owner(ObjectNode json, InboxEntry entry) {
    json.put("owner", lower(entry.owner()));
    if (entry.operator() == null) {
      json.putNull("operator");
    } else {
      json.putObject("operator")
          .put("id", entry.operator().value())
          .put("name", entry.operatorName());
    }
    return json.put("generation", entry.generation());
  }

  private static ObjectNode acted(
      ObjectNode json, String kind, Principal.Operator operator, long generation) {
    json.put("kind", kind).set("operator", person(operator));
    return json.put("generation", generation);
  }

  private static ObjectNode person(Principal.Operator operator) {
    return Json.object().put("id", operator.id().value()).put("name", operator.name());
  }

  private static @Nullable ObjectNode page(@Nullable String url, @Nullable String title) {
    return url == null
        ? null
        : Json.object().put("url", url).put("title", title == null ? url : title);
  }

  /** An anonymous customer is told from others by a few characters of the identifier. */
  private static String label(InboxEntry entry) {
    StringBuilder label = new StringBuilder("Customer ");
    String id = entry.customer().value();
    int length = label.length() + LABEL_CHARACTERS;
    for (int i = "cus_".length(); i < id.length() && label.length() < length; i++) {
      char c = id.charAt(i);
      if (c != '-' && c != '_') {
        label.append(Character.toUpperCase(c));
      }
    }
    return label.toString();
  }
}
