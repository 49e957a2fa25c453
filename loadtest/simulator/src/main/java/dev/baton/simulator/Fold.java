package dev.baton.simulator;

import dev.baton.conversation.ConversationEvent;
import dev.baton.conversation.ConversationEvent.AgentAsked;
import dev.baton.conversation.ConversationEvent.AgentSpoke;
import dev.baton.conversation.ConversationEvent.AnswerDropped;
import dev.baton.conversation.ConversationEvent.AnswerRated;
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
 * Judges a history by its events alone, write by write, with code that shares nothing with the
 * rules or the state.
 */
final class Fold {
  /** What a key did: the message that it became, seq 0 where it became none. */
  record Effect(long seq, String text) {}

  private static final Effect SILENT = new Effect(0, "");

  private final Map<String, Effect> effects;
  private final Set<RequestId> requests;
  private final Set<Long> answers;
  private Owner owner = Owner.NOT_BEGUN;
  private String operator = "";
  private long generation;
  private long seq;
  private int episode;
  private @Nullable RequestId open;
  private boolean waiting;
  private boolean asked;

  Fold() {
    effects = new HashMap<>();
    requests = new HashSet<>();
    answers = new HashSet<>();
  }

  private Fold(Fold other) {
    effects = new HashMap<>(other.effects);
    requests = new HashSet<>(other.requests);
    answers = new HashSet<>(other.answers);
    owner = other.owner;
    operator = other.operator;
    generation = other.generation;
    seq = other.seq;
    episode = other.episode;
    open = other.open;
    waiting = other.waiting;
    asked = other.asked;
  }

  Fold copy() {
    return new Fold(this);
  }

  Owner owner() {
    return owner;
  }

  long generation() {
    return generation;
  }

  /** Whether the customer waits for the agent. */
  boolean awaitsAgent() {
    return owner == Owner.AGENT && waiting;
  }

  /** What {@code author}'s key did; the customer is {@code customer}. */
  @Nullable Effect effect(String author, IdempotencyKey key) {
    return effects.get(name(author, key));
  }

  /** One write. Throws what is wrong with it. */
  void write(List<ConversationEvent> events) {
    for (int i = 0; i < events.size(); i++) {
      next(events.get(i), i + 1 < events.size() ? events.get(i + 1) : null);
    }
    require(
        !awaitsAgent() || open != null,
        Invariant.NO_SILENCE,
        "the customer waits and the agent was not asked");
  }

  private void next(ConversationEvent event, @Nullable ConversationEvent following) {
    switch (event) {
      case ConversationOpened opened -> {
        require(owner == Owner.NOT_BEGUN, Invariant.ONE_WINNER, "opened twice");
        owner = Owner.AGENT;
        generation = 1;
        episode = 1;
      }
      case CustomerWrote wrote -> {
        message(wrote.seq(), wrote.episode());
        once("customer", wrote.key(), new Effect(wrote.seq(), wrote.text()));
        require(open(owner), Invariant.DENSE, "a message to nobody");
        waiting = true;
      }
      case PersonRequested requested -> once("customer", requested.key(), SILENT);
      case AnswerRated rated -> {
        once("customer", rated.key(), SILENT);
        require(answers.contains(rated.seq()), Invariant.RATES_ANSWERS, "rated what is no answer");
      }
      case AgentAsked asked -> {
        require(owner == Owner.AGENT, Invariant.ANSWERS_THEIR_REQUEST, "asked, but does not own");
        require(
            asked.generation() == generation && asked.upToSeq() == seq,
            Invariant.ANSWERS_THEIR_REQUEST,
            "asked in another generation, or not for all that was said");
        require(
            requests.add(asked.request()), Invariant.ANSWERS_THEIR_REQUEST, "asked twice as one");
        open = asked.request();
      }
      case AgentSpoke spoke -> spoke(spoke, following);
      case HandedOff off -> {
        require(owner == Owner.AGENT, Invariant.ONE_WINNER, "handed off by who does not own");
        owned(Owner.QUEUE, off.generation());
      }
      case AnswerDropped dropped -> {
        require(owner.human(), Invariant.SILENT_IN_HUMAN_SPANS, "a suggestion to nobody");
        require(
            requests.contains(dropped.request()),
            Invariant.ANSWERS_THEIR_REQUEST,
            "a suggestion nobody asked for");
      }
      case OperatorTookOver took -> {
        require(open(owner), Invariant.ONE_WINNER, "took over what is closed");
        once(took.operator().value(), took.key(), SILENT);
        owned(Owner.OPERATOR, took.generation());
        operator = took.operator().value();
      }
      case OperatorReplied replied -> {
        message(replied.seq(), replied.episode());
        once(replied.operator().value(), replied.key(), new Effect(replied.seq(), replied.text()));
        require(
            owner == Owner.OPERATOR && operator.equals(replied.operator().value()),
            Invariant.ONE_WINNER,
            "a reply by somebody who does not own the conversation");
        waiting = false;
      }
      case NoteAdded note -> once(note.operator().value(), note.key(), SILENT);
      case HandedBack back -> {
        mayEnd(back.operator().value());
        once(back.operator().value(), back.key(), SILENT);
        owned(Owner.AGENT, back.generation());
      }
      case ConversationClosed closed -> {
        require(open(owner), Invariant.ONE_WINNER, "closed twice");
        if (owner.human()) {
          mayEnd(closed.operator().value());
        }
        once(closed.operator().value(), closed.key(), SILENT);
        owned(Owner.CLOSED, closed.generation());
        waiting = false;
      }
      case ConversationReopened reopened -> {
        require(
            owner == Owner.CLOSED,
            Invariant.ONLY_OPERATORS_END,
            "a human span was ended without an operator");
        owned(Owner.AGENT, reopened.generation());
        episode++;
        asked = false;
        require(reopened.episode() == episode, Invariant.DENSE, "an episode was skipped");
      }
    }
  }

  private void spoke(AgentSpoke spoke, @Nullable ConversationEvent following) {
    message(spoke.seq(), spoke.episode());
    require(
        owner == Owner.AGENT,
        Invariant.SILENT_IN_HUMAN_SPANS,
        "the agent spoke although it does not own the conversation");
    require(
        spoke.generation() == generation,
        Invariant.ANSWERS_THEIR_REQUEST,
        "the agent spoke from another generation");
    boolean lastWords = spoke.kind() == AgentSpoke.Kind.HANDOFF;
    require(
        spoke.request() == null ? lastWords : spoke.request().equals(open),
        Invariant.ANSWERS_THEIR_REQUEST,
        "the agent spoke for a request that is not open");
    require(
        lastWords == following instanceof HandedOff,
        Invariant.SILENT_IN_HUMAN_SPANS,
        "last words and handoff are one write");
    if (spoke.kind() == AgentSpoke.Kind.QUESTION) {
      require(!asked, Invariant.ASKS_ONCE, "asked twice whether a person is wanted");
      asked = true;
    }
    if (spoke.kind() == AgentSpoke.Kind.ANSWER) {
      answers.add(spoke.seq());
    }
    open = null;
    waiting = false;
  }

  private void mayEnd(String who) {
    require(
        owner == Owner.QUEUE || (owner == Owner.OPERATOR && operator.equals(who)),
        Invariant.ONLY_OPERATORS_END,
        "a span was ended by somebody who does not own it");
  }

  private void owned(Owner next, long nextGeneration) {
    if (nextGeneration != generation + 1) {
      throw new Broken(
          Invariant.ONE_WINNER, "generation " + nextGeneration + " after " + generation);
    }
    owner = next;
    generation = nextGeneration;
    operator = "";
    open = null;
  }

  private void message(long next, int inEpisode) {
    if (next != seq + 1) {
      throw new Broken(Invariant.DENSE, "seq " + next + " after " + seq);
    }
    require(inEpisode == episode, Invariant.DENSE, "a message of another episode");
    seq = next;
  }

  private void once(String author, @Nullable IdempotencyKey key, Effect effect) {
    require(
        key == null || effects.put(name(author, key), effect) == null,
        Invariant.ONE_EFFECT,
        "a key took effect twice");
  }

  private static String name(String author, IdempotencyKey key) {
    return author + " " + key.value();
  }

  private static boolean open(Owner owner) {
    return owner != Owner.CLOSED && owner != Owner.NOT_BEGUN;
  }

  private static void require(boolean holds, Invariant invariant, String broken) {
    if (!holds) {
      throw new Broken(invariant, broken);
    }
  }
}
