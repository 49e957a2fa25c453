package dev.baton.conversation;

import dev.baton.conversation.ConversationEvent.AgentAsked;
import dev.baton.conversation.ConversationEvent.AgentSpoke;
import dev.baton.conversation.ConversationEvent.AnswerDropped;
import dev.baton.conversation.ConversationEvent.ConversationClosed;
import dev.baton.conversation.ConversationEvent.ConversationOpened;
import dev.baton.conversation.ConversationEvent.ConversationReopened;
import dev.baton.conversation.ConversationEvent.CustomerWrote;
import dev.baton.conversation.ConversationEvent.HandedBack;
import dev.baton.conversation.ConversationEvent.HandedOff;
import dev.baton.conversation.ConversationEvent.NoteAdded;
import dev.baton.conversation.ConversationEvent.OperatorReplied;
import dev.baton.conversation.ConversationEvent.OperatorTookOver;
import dev.baton.conversation.ConversationEvent.PersonRequested;
import dev.baton.identity.IdempotencyKey;
import dev.baton.identity.RequestId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges a finished history by the events alone, with code that shares nothing with the rules or
 * the state: {@code ownership.md}'s invariants I1, I2, I3, I4, I5, I7 and I8.
 */
final class HistoryFold {
  private enum Owner {
    NOBODY_YET,
    AGENT,
    QUEUE,
    OPERATOR,
    CLOSED
  }

  private final Set<String> keys = new HashSet<>();
  private final Map<RequestId, Long> askedIn = new HashMap<>();
  private Owner owner = Owner.NOBODY_YET;
  private String operator = "";
  private long generation;
  private long seq;
  private @Nullable RequestId open;
  private boolean unanswered;

  /** Throws what is wrong with it, in words. */
  static void check(List<ConversationEvent> events) {
    HistoryFold fold = new HistoryFold();
    for (ConversationEvent event : events) {
      fold.next(event);
    }
    fold.require(!fold.unanswered, "I8: the customer was left without an answer or a handoff");
  }

  private void next(ConversationEvent event) {
    switch (event) {
      case ConversationOpened opened -> {
        require(owner == Owner.NOBODY_YET, "opened twice");
        owner = Owner.AGENT;
        generation = 1;
      }
      case CustomerWrote wrote -> {
        message(wrote.seq());
        once("customer", wrote.key());
        require(owner != Owner.CLOSED && owner != Owner.NOBODY_YET, "a message to nobody");
        unanswered |= owner == Owner.AGENT;
      }
      case PersonRequested requested -> once("customer", requested.key());
      case AgentAsked asked -> {
        require(owner == Owner.AGENT, "the agent was asked although it does not own");
        require(asked.generation() == generation, "I2: asked in another generation");
        require(askedIn.put(asked.request(), generation) == null, "a request was made twice");
        require(asked.upToSeq() == seq, "the request does not cover what was said");
        open = asked.request();
      }
      case AgentSpoke spoke -> spoke(spoke);
      case HandedOff off -> {
        require(owner == Owner.AGENT, "handed off by somebody else than the agent");
        owned(Owner.QUEUE, off.generation());
      }
      case AnswerDropped dropped ->
          require(owner == Owner.QUEUE || owner == Owner.OPERATOR, "a suggestion to nobody");
      case OperatorTookOver took -> {
        require(owner != Owner.CLOSED && owner != Owner.NOBODY_YET, "took over what is closed");
        once(took.operator().value(), took.key());
        owned(Owner.OPERATOR, took.generation());
        operator = took.operator().value();
      }
      case OperatorReplied replied -> {
        message(replied.seq());
        once(replied.operator().value(), replied.key());
        require(
            owner == Owner.OPERATOR && operator.equals(replied.operator().value()),
            "a reply by somebody who does not own the conversation");
      }
      case NoteAdded note -> once(note.operator().value(), note.key());
      case HandedBack back -> {
        require(owner == Owner.QUEUE || owner == Owner.OPERATOR, "I3: handed back what is not");
        once(back.operator().value(), back.key());
        owned(Owner.AGENT, back.generation());
      }
      case ConversationClosed closed -> {
        require(owner != Owner.CLOSED && owner != Owner.NOBODY_YET, "closed twice");
        once(closed.operator().value(), closed.key());
        owned(Owner.CLOSED, closed.generation());
      }
      case ConversationReopened reopened -> {
        require(owner == Owner.CLOSED, "I3: a human span was ended without an operator");
        owned(Owner.AGENT, reopened.generation());
      }
    }
  }

  private void spoke(AgentSpoke spoke) {
    message(spoke.seq());
    require(owner == Owner.AGENT, "I1: the agent spoke while it did not own the conversation");
    require(spoke.generation() == generation, "I2: the agent spoke from another generation");
    if (spoke.request() != null) {
      require(spoke.request().equals(open), "I2: the agent spoke for a request not open");
      require(
          Long.valueOf(generation).equals(askedIn.get(spoke.request())),
          "I2: the agent spoke for a request of another generation");
    } else {
      require(spoke.kind() == AgentSpoke.Kind.HANDOFF, "I2: the agent spoke unasked");
    }
    open = null;
    unanswered = false;
  }

  private void owned(Owner next, long nextGeneration) {
    require(nextGeneration == generation + 1, "I4: the generation did not grow by one");
    owner = next;
    generation = nextGeneration;
    operator = "";
    open = null;
    unanswered = false;
  }

  private void message(long next) {
    require(next == seq + 1, "I7: seq " + next + " after " + seq);
    seq = next;
  }

  private void once(String author, @Nullable IdempotencyKey key) {
    require(key == null || keys.add(author + "/" + key), "I5: a key took effect twice");
  }

  private void require(boolean holds, String broken) {
    if (!holds) {
      throw new AssertionError(broken);
    }
  }
}
