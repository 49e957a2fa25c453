package dev.baton.conversation;

import dev.baton.handoff.HandoffReason;
import dev.baton.identity.OperatorId;
import java.time.Instant;

/** Who may speak for the workspace now. */
public sealed interface Ownership {
  /** Owner is the queue or an operator: the agent is silent. */
  default boolean human() {
    return switch (this) {
      case Queued queued -> true;
      case OperatorOwned operator -> true;
      case NotBegun none -> false;
      case AgentOwned agent -> false;
      case Closed closed -> false;
    };
  }

  /** Nobody has written yet; nothing is stored. */
  record NotBegun() implements Ownership {}

  /** The agent answers. */
  record AgentOwned() implements Ownership {}

  /** Handed off, and nobody has taken it over yet. */
  record Queued(HandoffReason reason, Instant since) implements Ownership {}

  /** One operator answers. */
  record OperatorOwned(OperatorId operator, String name) implements Ownership {}

  /** The team ended the episode; the customer's next message begins another. */
  record Closed() implements Ownership {}
}
