package dev.baton.http.frames;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.answering.Citation;
import dev.baton.answering.Why;
import dev.baton.conversation.ConversationEvent;
import dev.baton.conversation.ConversationReply;
import dev.baton.conversation.Message;
import dev.baton.conversation.OwnershipHistory;
import dev.baton.conversation.Principal;
import dev.baton.conversation.TimelineEntry;
import dev.baton.conversation.TimelineEntry.Happening;
import dev.baton.handoff.HandoffReason;
import dev.baton.http.problem.Problem;
import dev.baton.http.socket.Sends;
import dev.baton.identity.ConversationId;
import dev.baton.identity.CustomerId;
import dev.baton.identity.IdempotencyKey;
import dev.baton.identity.OperatorId;
import dev.baton.identity.RequestId;
import dev.baton.identity.SourceId;
import dev.baton.identity.WorkspaceId;
import dev.baton.inboxview.InboxEntry;
import dev.baton.inboxview.InboxStore;
import dev.baton.sources.Source;
import dev.baton.testkit.Fixtures;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the server makes of the engine's values is, field by field, what the fixtures show. */
class FixturesTest {
  private static final Instant AT = Instant.parse("2026-11-22T14:02:07.120Z");
  private static final Instant LATER = Instant.parse("2026-11-22T14:03:00Z");
  private static final ConversationId CONVERSATION =
      new ConversationId("cnv_Zk3vT0m1Qm6b2rYw8sXh4A");
  private static final SourceId SOURCE = new SourceId("src_p5Jt2bQx7Kc9Rw1Vn3Zd6g");
  private static final CustomerId CUSTOMER = new CustomerId("cus_4f2aQx7Kc9Rw1Vn3Zd6g1A");
  private static final WorkspaceId WORKSPACE = WorkspaceId.random();
  private static final Principal.Operator MAYA =
      new Principal.Operator(new OperatorId("opr_M4y1aL1nd0000000000000"), "Maya Lind");
  private static final String QUESTION = "How do I upload a file?";
  private static final String PASSAGE = "Open Sources and choose Upload.";
  private static final String URL = "https://docs.example/sources";
  private static final List<Citation> CITATIONS =
      List.of(new Citation(1, SOURCE, "Sources", "Upload a file", null, URL, PASSAGE));
  private static final Why WHY =
      new Why(
          "confident",
          0.82,
          0.5,
          QUESTION,
          List.of(new Why.Found(SOURCE, "Sources", "Upload a file", null, URL, PASSAGE, 0.91)),
          Map.of("coverage", 0.8));
  private static final Message ASKED =
      new Message(
          1,
          1,
          new Message.Author.Customer(),
          "text",
          QUESTION,
          List.of(),
          null,
          new IdempotencyKey("3f0c9d52-1a"),
          AT);
  private static final Message ANSWERED =
      new Message(2, 1, new Message.Author.Agent(), "answer", PASSAGE, CITATIONS, WHY, null, AT);
  private static final Message REPLIED =
      new Message(
          3,
          1,
          new Message.Author.Operator(MAYA.id(), MAYA.name()),
          "text",
          "I am here now.",
          List.of(),
          null,
          new IdempotencyKey("9b-2"),
          LATER);

  /** The whole timeline of {@code frame.inbox.to-client.timeline}. */
  private static final List<Happening> HAPPENINGS =
      List.of(
          new Happening.Opened("https://www.acme.example/pricing", "Pricing"),
          new Happening.Said(ASKED),
          new Happening.Asked(
              new RequestId("req_a1"), 1, ConversationEvent.AgentAsked.Cause.MESSAGE),
          new Happening.Said(ANSWERED),
          new Happening.PersonRequested(),
          new Happening.HandedOff(HandoffReason.LOW_CONFIDENCE, 2, QUESTION, WHY),
          new Happening.TakenOver(MAYA, 3, "queue"),
          new Happening.Suggested(PASSAGE, CITATIONS, 0.82, "owner_changed"),
          new Happening.HandedBack(MAYA, 4),
          new Happening.Closed(MAYA, 5),
          new Happening.Reopened(6, 2),
          new Happening.Noted(MAYA, new IdempotencyKey("note-1"), "Asked the same last week."),
          new Happening.Rated(2, false));

  @Test
  void messagesAsCustomersAndOperatorsSeeThem() {
    assertIs("message.customer", Wire.messageForCustomer(ASKED));
    assertIs("message.customer", Wire.messageForOperator(ASKED));
    assertIs("message.agent", Wire.messageForCustomer(ANSWERED));
    assertIs("message.agent.operators-view", Wire.messageForOperator(ANSWERED));
    assertIs("message.operator", Wire.messageForCustomer(REPLIED));
    assertIs("message.operator.operators-view", Wire.messageForOperator(REPLIED));
  }

  @Test
  void statuses() {
    String wait = "A person will read this and reply here, usually within 10 minutes.";
    assertIs("status.none", Wire.status(null, wait));
    assertIs("status.queue", Wire.status(waiting(), wait));
    assertIs("status.operator", Wire.status(owned(), wait));
  }

  @Test
  void inboxEntriesAndCounts() {
    assertIs("inbox-entry.queue", Wire.entry(waiting()));
    assertIs("inbox-entry.operator", Wire.entry(owned()));
    assertIs("counts", Wire.counts(new InboxStore.Counts(3, 1, 12, 4, 88)));
  }

  @Test
  void everyKindOfTimelineEntry() {
    ArrayNode all = Json.object().arrayNode();
    for (int n = 0; n < HAPPENINGS.size(); n++) {
      all.add(Wire.timeline(new TimelineEntry(n + 1, AT, HAPPENINGS.get(n))));
    }
    ObjectNode frame = Wire.frame("timeline").put("conversation", CONVERSATION.value());
    frame.set("entries", all);
    assertIs("frame.inbox.to-client.timeline", frame);
    assertThat(HAPPENINGS.stream().map(Object::getClass).collect(Collectors.toSet()))
        .as("every kind is shown")
        .hasSameSizeAs(Happening.class.getPermittedSubclasses());
    for (String name : Fixtures.names("timeline.")) {
      assertThat(all).as(name).anyMatch(entry -> same(entry, Fixtures.json(name)));
    }
    assertThat(Fixtures.names("timeline.")).hasSameSizeAs(Happening.class.getPermittedSubclasses());
  }

  @Test
  void whoOwnedItWhen() {
    OwnershipHistory history = OwnershipHistory.empty();
    for (int n = 0; n < HAPPENINGS.size(); n++) {
      history = history.after(new TimelineEntry(n + 1, AT, HAPPENINGS.get(n)));
    }
    assertIs("ownership", Wire.ownership(history));
  }

  @Test
  void sources() {
    Source ready =
        new Source(
            SOURCE,
            WORKSPACE,
            Source.Kind.FILE,
            "Manual",
            "manual.pdf",
            null,
            Source.State.READY,
            null,
            12,
            96,
            120_331,
            AT,
            LATER);
    assertIs("source.ready", Wire.source(ready));
    assertIs("frame.inbox.to-client.source", framed("source", "source", Wire.source(ready)));
    assertIs(
        "source.failed",
        Wire.source(
            new Source(
                SOURCE,
                WORKSPACE,
                Source.Kind.LINK,
                "www.acme.example/help",
                null,
                "https://www.acme.example/help",
                Source.State.FAILED,
                "This page could not be fetched.",
                0,
                0,
                0,
                AT,
                LATER)));
  }

  @Test
  void problems() {
    Problem field =
        Problem.of(413, "too_long", "The text has more than 8000 characters.").at("text", 8000);
    Problem changed =
        Problem.of(
                409, "ownership_changed", "Somebody else has changed who owns this conversation.")
            .current(Wire.current(owned()));
    assertIs("problem.field", Wire.problem(field));
    assertIs("problem.current", Wire.problem(changed));
    assertIs("frame.widget.to-client.problem", framed("problem", "problem", Wire.problem(field)));
    assertIs("frame.inbox.to-client.problem", framed("problem", "problem", Wire.problem(changed)));
  }

  @Test
  void theFramesAroundThem() {
    assertIs("frame.widget.to-client.typing", framed("typing", "author", Wire.author(MAYA, false)));
    ObjectNode typing = Wire.frame("typing").put("conversation", CONVERSATION.value());
    typing.set("author", Wire.author(MAYA, true));
    assertIs("frame.inbox.to-client.typing", typing);
    ObjectNode messages = Wire.frame("messages");
    messages
        .putArray("messages")
        .add(Wire.messageForCustomer(ASKED))
        .add(Wire.messageForCustomer(ANSWERED))
        .add(Wire.messageForCustomer(REPLIED));
    assertIs("frame.widget.to-client.messages", messages);
    assertIs(
        "frame.widget.to-client.rated",
        Wire.frame("rated").setAll(Wire.rating(new Happening.Rated(2, false))));
    assertIs(
        "frame.inbox.to-client.source_removed",
        Wire.frame("source_removed").put("id", SOURCE.value()));
  }

  @Test
  void whatBecameOfAMessageThatCameByASocket() {
    Problem tooLong =
        Problem.of(413, "too_long", "The text has more than 8000 characters.").at("text", 8000);
    assertIs("frame.widget.to-client.accepted", accepted("k-1"));
    assertIs("frame.widget.to-client.refused", Sends.refused("k-1", tooLong));
    assertIs(
        "frame.inbox.to-client.accepted",
        accepted("k-reply-1").put("conversation", CONVERSATION.value()));
    assertIs(
        "frame.inbox.to-client.refused",
        Sends.refused("k-reply-1", tooLong).put("conversation", CONVERSATION.value()));
  }

  private static ObjectNode accepted(String key) {
    Message said =
        new Message(12, 1, ASKED.author(), "text", QUESTION, List.of(), null, ASKED.key(), AT);
    Sends sends = new Sends();
    sends.begin();
    return Objects.requireNonNull(
        sends.end(
            Sends.Outcome.of(
                new IdempotencyKey(key),
                new ConversationReply.Accepted(waiting(), said, true),
                null),
            true));
  }

  @ParameterizedTest
  @MethodSource("frames")
  void aFrameIsNamedAfterItsKind(String name) {
    assertThat(Fixtures.json(name).path("kind").asText())
        .isEqualTo(name.substring(name.lastIndexOf('.') + 1));
  }

  static List<String> frames() {
    return Fixtures.names("frame.");
  }

  private static InboxEntry waiting() {
    return Fixtures.waiting(CONVERSATION, WORKSPACE, CUSTOMER, AT);
  }

  private static InboxEntry owned() {
    return new InboxEntry(
        CONVERSATION,
        WORKSPACE,
        14,
        InboxEntry.OwnerKind.OPERATOR,
        MAYA.id(),
        MAYA.name(),
        3,
        1,
        CUSTOMER,
        null,
        null,
        new InboxEntry.LastLine(4, "operator", MAYA.name(), "I am here now.", LATER),
        HandoffReason.LOW_CONFIDENCE,
        AT,
        null,
        AT,
        LATER);
  }

  private static ObjectNode framed(String kind, String field, ObjectNode content) {
    ObjectNode frame = Wire.frame(kind);
    frame.set(field, content);
    return frame;
  }

  private static void assertIs(String fixture, JsonNode made) {
    assertThat(sent(made).toPrettyString())
        .as(fixture)
        .isEqualTo(Fixtures.json(fixture).toPrettyString());
  }

  private static boolean same(JsonNode made, JsonNode fixture) {
    return sent(made).equals(fixture);
  }

  /** As a client reads it: a long and an int are one kind of number there. */
  private static JsonNode sent(JsonNode made) {
    try {
      return new com.fasterxml.jackson.databind.ObjectMapper().readTree(Json.write(made));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
