package dev.baton.simulator;

import dev.baton.conversation.Ownership;
import dev.baton.inboxview.InboxEntry;

/** Who owns a conversation, as the checker knows it. */
enum Owner {
  NOT_BEGUN,
  AGENT,
  QUEUE,
  OPERATOR,
  CLOSED;

  boolean human() {
    return this == QUEUE || this == OPERATOR;
  }

  /** As a row of the inbox says it. */
  static Owner of(InboxEntry row) {
    return switch (row.owner()) {
      case AGENT -> AGENT;
      case QUEUE -> QUEUE;
      case OPERATOR -> OPERATOR;
      case NONE -> CLOSED;
    };
  }

  static Owner of(Ownership ownership) {
    return switch (ownership) {
      case Ownership.NotBegun none -> NOT_BEGUN;
      case Ownership.AgentOwned agent -> AGENT;
      case Ownership.Queued queued -> QUEUE;
      case Ownership.OperatorOwned operator -> OPERATOR;
      case Ownership.Closed closed -> CLOSED;
    };
  }
}
