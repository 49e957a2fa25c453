package dev.baton.conversation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.baton.answering.Citation;
import dev.baton.answering.Why;
import dev.baton.identity.IdempotencyKey;
import dev.baton.identity.OperatorId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing said, by customer, agent or operator.
 *
 * @param seq its place among the messages of the conversation: 1, 2, 3, …
 * @param kind {@code text} from people; from the agent the kind of {@link
 *     ConversationEvent.AgentSpoke}
 * @param why the grounds of an agent's message, for operators only
 * @param key the key it was sent with, for its sender only
 */
public record Message(
    long seq,
    int episode,
    Author author,
    String kind,
    String text,
    List<Citation> citations,
    @Nullable Why why,
    @Nullable IdempotencyKey key,
    Instant at) {

  /** Who said it. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Author.Customer.class, name = "customer"),
    @JsonSubTypes.Type(value = Author.Agent.class, name = "agent"),
    @JsonSubTypes.Type(value = Author.Operator.class, name = "operator")
  })
  public sealed interface Author {
    /** The customer. */
    record Customer() implements Author {}

    /** The AI. */
    record Agent() implements Author {}

    /** A person of the team. */
    record Operator(OperatorId id, String name) implements Author {}
  }
}
