package dev.baton.conversation;

import dev.baton.answering.Citation;
import dev.baton.answering.Outcome;
import dev.baton.answering.Why;
import dev.baton.handoff.HandoffReason;
import dev.baton.identity.ConversationId;
import dev.baton.identity.CustomerId;
import dev.baton.identity.IdempotencyKey;
import dev.baton.identity.OperatorId;
import dev.baton.identity.RequestId;
import dev.baton.identity.SourceId;
import dev.baton.identity.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The people, things and sayings that the tests of conversations share. */
public final class ConversationSamples {
  public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  public static final ConversationId CONVERSATION = new ConversationId("cnv_lamp");
  public static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_lamps");
  public static final CustomerId CUSTOMER = new CustomerId("cus_carla");
  public static final SourceId SOURCE = new SourceId("src_manual");
  public static final Opening OPENING =
      new Opening(WORKSPACE, CUSTOMER, "https://lamps.example/desk", "Desk lamps");

  public static final Principal.Customer CARLA = new Principal.Customer(CUSTOMER);
  public static final Principal.Operator ANNA =
      new Principal.Operator(new OperatorId("opr_anna"), "Anna");
  public static final Principal.Operator BEN =
      new Principal.Operator(new OperatorId("opr_ben"), "Ben");
  public static final Principal.Agent AGENT = new Principal.Agent();

  public static final String HANDOFF_LINE = "I have passed this to the team.";
  public static final String UNANSWERED_LINE = "I could not find that.";

  private ConversationSamples() {}

  public static IdempotencyKey key(String value) {
    return new IdempotencyKey(value);
  }

  public static Why why(String rule) {
    Why.Found found =
        new Why.Found(
            SOURCE, "Manual", "Lamps", 3, "https://lamps.example/manual", "Turn the ring.", 0.75);
    return new Why(rule, 0.875, 0.5, "How do I dim it?", List.of(found), Map.of("overlap", 0.5));
  }

  public static Outcome.Answered answered(String text) {
    return new Outcome.Answered(text, List.of(citation()), why("confident"));
  }

  public static Outcome.NeedsPerson needsPerson(HandoffReason reason) {
    return new Outcome.NeedsPerson(reason, why("below_threshold"));
  }

  public static Outcome.Question question() {
    return new Outcome.Question("Would you like a person?", why("doubtful_request"));
  }

  public static Citation citation() {
    return new Citation(
        1, SOURCE, "Manual", "Lamps", 3, "https://lamps.example/manual", "Turn the ring.");
  }

  /** What the agent says when it asks whether a person is wanted. */
  public static ConversationEvent.AgentSpoke asksWhetherAPersonIsWanted() {
    return new ConversationEvent.AgentSpoke(
        2,
        1,
        new RequestId("req_1"),
        1,
        ConversationEvent.AgentSpoke.Kind.QUESTION,
        "Would you like a person?",
        List.of(),
        why("doubtful_request"),
        NOON);
  }

  /** One event of every type, with every field set. */
  public static List<ConversationEvent> oneOfEach() {
    RequestId request = new RequestId("req_1");
    OperatorId anna = ANNA.id();
    return List.of(
        new ConversationEvent.ConversationOpened(
            WORKSPACE, CUSTOMER, "https://lamps.example/desk", "Desk lamps", NOON),
        new ConversationEvent.CustomerWrote(1, 1, key("k-1"), "How do I dim it? 💡", NOON),
        new ConversationEvent.PersonRequested(key("k-2"), NOON),
        new ConversationEvent.AgentAsked(
            request, 1, 1, ConversationEvent.AgentAsked.Cause.MESSAGE, NOON),
        new ConversationEvent.AgentSpoke(
            2,
            1,
            request,
            1,
            ConversationEvent.AgentSpoke.Kind.ANSWER,
            "Turn the ring.",
            List.of(citation()),
            why("confident"),
            NOON),
        new ConversationEvent.HandedOff(
            2, HandoffReason.LOW_CONFIDENCE, "How do I dim it?", why("below_threshold"), NOON),
        new ConversationEvent.AnswerRated(key("k-8"), 2, 1, false, NOON),
        new ConversationEvent.AnswerDropped(
            request, 1, "owner_changed", "Turn the ring.", List.of(citation()), 0.875, NOON),
        new ConversationEvent.OperatorTookOver(3, anna, "Anna", "queue", key("k-3"), NOON),
        new ConversationEvent.OperatorReplied(3, 1, key("k-4"), anna, "Anna", "Hello.", NOON),
        new ConversationEvent.NoteAdded(key("k-7"), anna, "Anna", "Asks often.", NOON),
        new ConversationEvent.HandedBack(4, anna, "Anna", key("k-5"), NOON),
        new ConversationEvent.ConversationClosed(5, anna, "Anna", key("k-6"), NOON),
        new ConversationEvent.ConversationReopened(6, 2, NOON.plusMillis(250)));
  }
}
