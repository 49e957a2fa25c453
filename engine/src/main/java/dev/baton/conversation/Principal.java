package dev.baton.conversation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.baton.identity.CustomerId;
import dev.baton.identity.OperatorId;

/** Who is acting, as the edge has proved it. Nothing in a command's content can change it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Principal.Customer.class, name = "customer"),
  @JsonSubTypes.Type(value = Principal.Operator.class, name = "operator"),
  @JsonSubTypes.Type(value = Principal.Agent.class, name = "agent")
})
public sealed interface Principal {
  /** The person who writes through the widget. */
  record Customer(CustomerId id) implements Principal {}

  /** A person of the team. */
  record Operator(OperatorId id, String name) implements Principal {}

  /** The AI that answers from the sources, or the engine on its behalf. */
  record Agent() implements Principal {}
}
