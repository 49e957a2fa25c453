package dev.baton.conversation;

import dev.baton.answering.Outcome;
import dev.baton.answering.Why;
import dev.baton.handoff.HandoffReason;
import dev.baton.handoff.PersonQuestion;
import dev.baton.identity.RequestId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may happen in a conversation: a pure function of its state, who asks, what for, and the
 * circumstances. It is run by the single writer just before it appends, so that checking and acting
 * are one step.
 *
 * <p>Three guards keep the agent out of a human-owned span. An outcome counts only for the request
 * that is pending, in the generation it was asked in; whatever changes the owner forgets the
 * pending request and raises the generation, so an answer from before a take-over cannot land after
 * a hand-back either. {@link Draft#agentSpeaks} is the only place that makes an {@code AgentSpoke}.
 * And only an operator can end a human-owned span: no branch for a customer or the agent leads out
 * of one.
 */
public final class ConversationRules {
  /** Longest message or note, in UTF-16 code units. */
  public static final int MESSAGE_LENGTH_MAX = 8_000;

  /** Most messages in one conversation; beyond it the customer begins another. */
  public static final int MESSAGES_MAX = 20_000;

  /** Events in one conversation after which it takes no more notes or ratings. */
  public static final int EVENTS_MAX = 100_000;

  private ConversationRules() {}

  /** Decides one command. Changes nothing. */
  public static Verdict decide(
      ConversationState state,
      Principal principal,
      ConversationCommand command,
      Circumstances circumstances) {
    @Nullable Refusal stranger = stranger(state, principal, command, circumstances);
    if (stranger != null) {
      return new Verdict.Refuse(stranger);
    }
    if (command instanceof ConversationCommand.Keyed keyed) {
      @Nullable Receipt receipt = state.receipts().get(Receipt.scoped(principal, keyed.key()));
      if (receipt != null) {
        boolean same = receipt.fingerprint().equals(Receipt.fingerprint(keyed));
        return same ? new Verdict.Repeat(receipt) : new Verdict.Refuse(Refusal.KEY_REUSED);
      }
    }
    Draft draft = new Draft(state, circumstances);
    return switch (command) {
      case ConversationCommand.PostMessage post -> post(state, post, draft);
      case ConversationCommand.AskForPerson ask -> askForPerson(state, ask, draft);
      case ConversationCommand.RateAnswer rate -> rate(state, rate, draft);
      case ConversationCommand.CompleteAnswer complete -> complete(state, complete, draft);
      case ConversationCommand.Reply reply ->
          reply(state, (Principal.Operator) principal, reply, draft);
      case ConversationCommand.AddNote note ->
          addNote(state, (Principal.Operator) principal, note, draft);
      case ConversationCommand.TakeOver take ->
          takeOver(state, (Principal.Operator) principal, take, draft);
      case ConversationCommand.HandBack back ->
          handBack(state, (Principal.Operator) principal, back, draft);
      case ConversationCommand.Close close ->
          close(state, (Principal.Operator) principal, close, draft);
    };
  }

  private static @Nullable Refusal stranger(
      ConversationState state,
      Principal principal,
      ConversationCommand command,
      Circumstances circumstances) {
    Opening claimed = circumstances.opening();
    Opening actual = state.opening();
    boolean entitled =
        switch (command) {
          case ConversationCommand.PostMessage post -> principal instanceof Principal.Customer;
          case ConversationCommand.AskForPerson ask -> principal instanceof Principal.Customer;
          case ConversationCommand.RateAnswer rate ->
              principal instanceof Principal.Customer && actual != null;
          case ConversationCommand.CompleteAnswer complete ->
              principal instanceof Principal.Agent && actual != null;
          case ConversationCommand.Reply reply ->
              principal instanceof Principal.Operator && actual != null;
          case ConversationCommand.AddNote note ->
              principal instanceof Principal.Operator && actual != null;
          case ConversationCommand.OwnershipChange change ->
              principal instanceof Principal.Operator && actual != null;
        };
    Opening opening = actual == null ? claimed : actual;
    boolean own =
        opening.workspace().equals(claimed.workspace())
            && (!(principal instanceof Principal.Customer customer)
                || customer.id().equals(opening.customer()));
    return entitled && own ? null : Refusal.NOT_FOUND;
  }

  private static Verdict post(
      ConversationState state, ConversationCommand.PostMessage post, Draft draft) {
    @Nullable Refusal refusal = unspeakable(state, post.text());
    if (refusal != null) {
      return new Verdict.Refuse(refusal);
    }
    draft.begin();
    draft.customerWrites(post.key(), post.text());
    return draft.accept();
  }

  private static Verdict askForPerson(
      ConversationState state, ConversationCommand.AskForPerson ask, Draft draft) {
    if (!draft.circumstances().wording().routing() && !state.ownership().human()) {
      return new Verdict.Refuse(Refusal.HANDOFF_OFF);
    }
    draft.begin();
    draft.add(new ConversationEvent.PersonRequested(ask.key(), draft.circumstances().now()));
    if (!state.ownership().human()) {
      draft.handOff(null, HandoffReason.EXPLICIT_REQUEST, null);
    }
    return draft.accept();
  }

  /** Whoever owns the conversation: a rating says nothing and changes no owner. */
  private static Verdict rate(
      ConversationState state, ConversationCommand.RateAnswer rate, Draft draft) {
    if (!state.answers().contains(rate.seq())) {
      return new Verdict.Refuse(Refusal.NO_ANSWER);
    }
    if (state.rev() >= EVENTS_MAX) {
      return new Verdict.Refuse(Refusal.FULL);
    }
    draft.add(
        new ConversationEvent.AnswerRated(
            rate.key(), rate.seq(), state.episode(), rate.helpful(), draft.circumstances().now()));
    return draft.accept();
  }

  private static Verdict complete(
      ConversationState state, ConversationCommand.CompleteAnswer complete, Draft draft) {
    @Nullable PendingAnswer pending = state.pending();
    if (pending == null || !awaited(state, pending, complete)) {
      return late(state, complete, draft);
    }
    RequestId request = complete.request();
    switch (complete.outcome()) {
      case Outcome.Answered answered when !draft.allLive(answered.citations()) -> {
        // Once: an index that still holds what was deleted would give the same answer for ever.
        if (pending.repeated()) {
          unanswered(request, HandoffReason.AGENT_UNAVAILABLE, answered.why(), draft);
        } else {
          draft.ask(pending.upToSeq(), ConversationEvent.AgentAsked.Cause.SOURCE_REMOVED);
        }
      }
      case Outcome.Answered answered ->
          draft.agentSpeaks(
              request,
              ConversationEvent.AgentSpoke.Kind.ANSWER,
              answered.text(),
              answered.citations(),
              answered.why());
      case Outcome.SmallTalk talk ->
          draft.agentSpeaks(
              request,
              ConversationEvent.AgentSpoke.Kind.SMALLTALK,
              talk.text(),
              List.of(),
              talk.why());
      case Outcome.Question question when mayAsk(state, draft) ->
          draft.agentSpeaks(
              request,
              ConversationEvent.AgentSpoke.Kind.QUESTION,
              question.text(),
              List.of(),
              question.why());
      case Outcome.Question question ->
          unanswered(request, HandoffReason.LOW_CONFIDENCE, question.why(), draft);
      case Outcome.NeedsPerson person -> unanswered(request, person.reason(), person.why(), draft);
    }
    return draft.accept();
  }

  /** Once in an episode, and only where a yes could be kept. */
  private static boolean mayAsk(ConversationState state, Draft draft) {
    return state.personQuestion() == PersonQuestion.NOT_ASKED
        && draft.circumstances().wording().routing();
  }

  private static void unanswered(RequestId request, HandoffReason reason, Why why, Draft draft) {
    if (draft.circumstances().wording().routing()) {
      draft.handOff(request, reason, why);
    } else {
      String line = draft.circumstances().wording().unansweredLine();
      draft.agentSpeaks(
          request, ConversationEvent.AgentSpoke.Kind.UNANSWERED, line, List.of(), why);
    }
  }

  private static boolean awaited(
      ConversationState state, PendingAnswer pending, ConversationCommand.CompleteAnswer complete) {
    return state.ownership() instanceof Ownership.AgentOwned
        && pending.request().equals(complete.request())
        && pending.generation() == complete.generation()
        && complete.generation() == state.generation();
  }

  /**
   * An outcome that nobody waits for: while a person owns the conversation, what the agent meant to
   * say is kept for them.
   */
  private static Verdict late(
      ConversationState state, ConversationCommand.CompleteAnswer complete, Draft draft) {
    @Nullable PendingAnswer abandoned = state.abandoned();
    if (state.ownership().human()
        && abandoned != null
        && abandoned.request().equals(complete.request())
        && complete.outcome() instanceof Outcome.Answered answered) {
      draft.add(
          new ConversationEvent.AnswerDropped(
              complete.request(),
              complete.generation(),
              "owner_changed",
              answered.text(),
              answered.citations(),
              answered.why().confidence(),
              draft.circumstances().now()));
      return draft.accept();
    }
    boolean stale = complete.generation() != state.generation();
    return new Verdict.Drop(stale ? "owner_changed" : "superseded");
  }

  private static Verdict reply(
      ConversationState state,
      Principal.Operator operator,
      ConversationCommand.Reply reply,
      Draft draft) {
    if (state.ownership() instanceof Ownership.Closed) {
      return new Verdict.Refuse(Refusal.CLOSED);
    }
    boolean mine =
        state.ownership() instanceof Ownership.OperatorOwned owner
            && owner.operator().equals(operator.id());
    boolean colleagues = !mine && state.ownership() instanceof Ownership.OperatorOwned;
    // Whoever owns the conversation may speak in it, also from a view older than their own
    // take-over.
    boolean stale = !mine && reply.generation() != null && reply.generation() != state.generation();
    if (colleagues || stale) {
      return new Verdict.Refuse(Refusal.OWNERSHIP_CHANGED);
    }
    @Nullable Refusal refusal = unspeakable(state, reply.text());
    if (refusal != null) {
      return new Verdict.Refuse(refusal);
    }
    if (!mine) {
      draft.takeOver(operator, null);
    }
    draft.operatorReplies(operator, reply.key(), reply.text());
    return draft.accept();
  }

  /** Notes change no owner, so that any operator may write one at any time. */
  private static Verdict addNote(
      ConversationState state,
      Principal.Operator operator,
      ConversationCommand.AddNote note,
      Draft draft) {
    if (note.text().isBlank()) {
      return new Verdict.Refuse(Refusal.EMPTY);
    }
    if (note.text().length() > MESSAGE_LENGTH_MAX) {
      return new Verdict.Refuse(Refusal.TOO_LONG);
    }
    if (state.rev() >= EVENTS_MAX) {
      return new Verdict.Refuse(Refusal.FULL);
    }
    draft.add(
        new ConversationEvent.NoteAdded(
            note.key(), operator.id(), operator.name(), note.text(), draft.circumstances().now()));
    return draft.accept();
  }

  private static Verdict takeOver(
      ConversationState state,
      Principal.Operator operator,
      ConversationCommand.TakeOver take,
      Draft draft) {
    if (state.ownership() instanceof Ownership.Closed) {
      return new Verdict.Refuse(Refusal.CLOSED);
    }
    if (take.generation() != state.generation()) {
      return new Verdict.Refuse(Refusal.OWNERSHIP_CHANGED);
    }
    draft.takeOver(operator, take.key());
    return draft.accept();
  }

  private static Verdict handBack(
      ConversationState state,
      Principal.Operator operator,
      ConversationCommand.HandBack back,
      Draft draft) {
    if (back.generation() != state.generation() || !mayEnd(state, operator)) {
      return new Verdict.Refuse(Refusal.OWNERSHIP_CHANGED);
    }
    draft.handBack(operator, back.key());
    return draft.accept();
  }

  private static Verdict close(
      ConversationState state,
      Principal.Operator operator,
      ConversationCommand.Close close,
      Draft draft) {
    boolean agents = state.ownership() instanceof Ownership.AgentOwned;
    if (close.generation() != state.generation() || !(agents || mayEnd(state, operator))) {
      return new Verdict.Refuse(Refusal.OWNERSHIP_CHANGED);
    }
    draft.add(
        new ConversationEvent.ConversationClosed(
            state.generation() + 1,
            operator.id(),
            operator.name(),
            close.key(),
            draft.circumstances().now()));
    return draft.accept();
  }

  /**
   * A waiting conversation may be ended by any operator, one that is owned only by its owner:
   * others take it over first.
   */
  private static boolean mayEnd(ConversationState state, Principal.Operator operator) {
    return switch (state.ownership()) {
      case Ownership.Queued queued -> true;
      case Ownership.OperatorOwned owner -> owner.operator().equals(operator.id());
      case Ownership.AgentOwned agent -> false;
      case Ownership.Closed closed -> false;
      case Ownership.NotBegun none -> false;
    };
  }

  private static @Nullable Refusal unspeakable(ConversationState state, String text) {
    if (text.isBlank()) {
      return Refusal.EMPTY;
    }
    if (text.length() > MESSAGE_LENGTH_MAX) {
      return Refusal.TOO_LONG;
    }
    return state.lastSeq() >= MESSAGES_MAX ? Refusal.FULL : null;
  }
}
