package dev.baton.simulator;

import dev.baton.answering.Outcome;
import dev.baton.conversation.Circumstances;
import dev.baton.conversation.ConversationCommand;
import dev.baton.conversation.ConversationEvent;
import dev.baton.conversation.ConversationState;
import dev.baton.conversation.Opening;
import dev.baton.conversation.PendingAnswer;
import dev.baton.conversation.Principal;
import dev.baton.conversation.StoredConversation;
import dev.baton.conversation.Verdict;
import dev.baton.identity.IdempotencyKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One content that the journal can have, and everything that can be wanted of an incarnation that
 * knows just this: decided once by the real rules, whichever way it was reached.
 */
final class SearchJournal {
  /** A write that the rules allow here. */
  record Write(Principal principal, ConversationCommand command, List<ConversationEvent> events) {}

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Circumstances.HandoffWording WORDING =
      new Circumstances.HandoffWording(true, "I have passed this on.", "I could not find that.");
  private static final Principal AGENT = new Principal.Agent();

  final int id;
  final int rev;
  private final Parts parts;
  private final ConversationState state;
  private final Fold fold;
  private final List<PendingAnswer> requests;
  private @Nullable List<Write> writes;
  private final List<@Nullable SearchJournal> children = new ArrayList<>();

  SearchJournal(Parts parts) {
    this(parts, 0, ConversationState.empty(), new Fold(), List.of());
  }

  private SearchJournal(
      Parts parts, int id, ConversationState state, Fold fold, List<PendingAnswer> requests) {
    this.parts = parts;
    this.id = id;
    this.rev = (int) state.rev();
    this.state = state;
    this.fold = fold;
    this.requests = requests;
    ConversationState recovered = parts.snapshots().apply(StoredConversation.of(state)).state();
    if (!recovered.equals(state)) {
      throw new Broken(Invariant.ACKNOWLEDGED_IS_STORED, "a snapshot gives another state");
    }
  }

  /** Everything that the rules let happen, for everybody, also late, doubled and from old views. */
  List<Write> writes() {
    if (writes == null) {
      writes = new ArrayList<>();
      customers(new ConversationCommand.PostMessage(Names.key(0), "first"));
      customers(new ConversationCommand.PostMessage(Names.key(1), "second"));
      if (fold.effect("customer", Names.key(0)) != null) {
        customers(new ConversationCommand.PostMessage(Names.key(0), "something else"));
      }
      customers(new ConversationCommand.AskForPerson(Names.key(2)));
      for (int operator = 0; operator < 2; operator++) {
        operators(Names.operator(operator));
      }
      for (PendingAnswer asked : requests) {
        outcome(asked, Agents.ANSWER);
        outcome(asked, Agents.PERSON);
        outcome(asked, Agents.QUESTION);
      }
    }
    return writes;
  }

  /** This journal after a write that was decided here. */
  SearchJournal after(int write, int nextId) {
    while (children.size() <= write) {
      children.add(null);
    }
    SearchJournal child = children.get(write);
    if (child == null) {
      child = append(writes().get(write).events(), nextId);
      children.set(write, child);
    }
    return child;
  }

  /** This journal after rows that may have been decided elsewhere; the fold judges them. */
  SearchJournal append(List<ConversationEvent> events, int nextId) {
    Fold judged = fold.copy();
    judged.write(events);
    ConversationState next = state;
    List<PendingAnswer> asked = new ArrayList<>(requests);
    for (ConversationEvent event : events) {
      next = ConversationState.evolve(next, event);
      if (event instanceof ConversationEvent.AgentAsked && next.pending() != null) {
        asked.add(next.pending());
      }
    }
    return new SearchJournal(parts, nextId, next, judged, asked);
  }

  /** Throws where a write that is acknowledged now is not in this journal. */
  void acknowledged(Write write) {
    if (write.command() instanceof ConversationCommand.Keyed keyed
        && fold.effect(author(write.principal()), keyed.key()) == null) {
      throw new Broken(Invariant.ACKNOWLEDGED_IS_STORED, "acknowledged and not in the journal");
    }
  }

  private void customers(ConversationCommand command) {
    want(World.CARLA, command, World.OPENING);
  }

  private void operators(Principal.Operator operator) {
    long present = state.generation();
    // A key names what is wanted of which view: sent again it is the same.
    for (long seen = Math.max(0, present - 1); seen <= present; seen++) {
      want(operator, new ConversationCommand.TakeOver(key('t', seen), seen), World.TEAM);
      want(operator, new ConversationCommand.HandBack(key('h', seen), seen), World.TEAM);
      want(operator, new ConversationCommand.Close(key('c', seen), seen), World.TEAM);
    }
    want(operator, new ConversationCommand.Reply(key('r', 0), "reply", null), World.TEAM);
  }

  private void outcome(PendingAnswer asked, Outcome outcome) {
    want(
        AGENT,
        new ConversationCommand.CompleteAnswer(asked.request(), asked.generation(), outcome),
        World.OPENING);
  }

  private void want(Principal principal, ConversationCommand command, Opening opening) {
    Circumstances circumstances =
        new Circumstances(NOON, opening, WORDING, Names.request(requests.size()), source -> true);
    Verdict verdict = parts.rules().decide(state, principal, command, circumstances);
    if (verdict instanceof Verdict.Accept accept && writes != null) {
      if (command instanceof ConversationCommand.OwnershipChange change
          && change.generation() != fold.generation()) {
        throw new Broken(Invariant.ONE_WINNER, "an old view changes the owner");
      }
      writes.add(new Write(principal, command, accept.events()));
    } else if (verdict instanceof Verdict.Repeat repeat
        && command instanceof ConversationCommand.Keyed keyed) {
      Fold.@Nullable Effect effect = fold.effect(author(principal), keyed.key());
      if (effect == null || effect.seq() != repeat.receipt().seq()) {
        throw new Broken(Invariant.ONE_EFFECT, "a repeat is answered otherwise");
      }
      if (command instanceof ConversationCommand.PostMessage post
          && !post.text().equals(effect.text())) {
        throw new Broken(Invariant.ONE_EFFECT, "other content passes under a known key");
      }
    }
  }

  private static String author(Principal principal) {
    return principal instanceof Principal.Operator operator ? operator.id().value() : "customer";
  }

  private static IdempotencyKey key(char what, long seen) {
    return new IdempotencyKey(what + "-" + seen);
  }
}
