package dev.baton.simulator;

import dev.baton.answering.Outcome;
import dev.baton.conversation.Circumstances;
import dev.baton.conversation.ConversationCommand;
import dev.baton.conversation.ConversationEvent;
import dev.baton.conversation.ConversationEvent.AgentAsked;
import dev.baton.conversation.ConversationEvent.AgentSpoke;
import dev.baton.conversation.ConversationEvent.CustomerWrote;
import dev.baton.conversation.ConversationEvent.HandedBack;
import dev.baton.conversation.ConversationEvent.HandedOff;
import dev.baton.conversation.ConversationRules;
import dev.baton.conversation.ConversationState;
import dev.baton.conversation.Message;
import dev.baton.conversation.Ownership;
import dev.baton.conversation.PendingAnswer;
import dev.baton.conversation.Principal;
import dev.baton.conversation.Receipt;
import dev.baton.conversation.Refusal;
import dev.baton.conversation.StoredConversation;
import dev.baton.conversation.TimelineEntry;
import dev.baton.conversation.Verdict;
import dev.baton.handoff.PersonQuestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * The judge is judged: the same histories with one guard taken out. Each must be found; where one
 * is not, the check is too weak.
 */
final class Mutants {
  /** Seeds after which a mutant counts as one that survived. */
  static final int HISTORIES_MAX = 200_000;

  private static final int BATCH = 200;

  private Mutants() {}

  /** The first seed that finds it; null where none does. */
  static Tally.@Nullable Violation found(long seed, Parts mutant) {
    for (long from = 0; from < HISTORIES_MAX; from += BATCH) {
      Tally tally = Campaign.run(seed + from, BATCH, 1, mutant, new AtomicLong());
      if (!tally.violations().isEmpty()) {
        return tally.violations().getFirst();
      }
    }
    return null;
  }

  /** Each with the guard that it lacks. */
  static Map<String, Parts> all() {
    Parts real = Parts.real();
    Map<String, Parts> mutants = new LinkedHashMap<>();
    mutants.put("a late outcome is said", real.with(Mutants::saysLateOutcomes));
    mutants.put("an outcome of an older generation is said", real.with(Mutants::oldGeneration));
    mutants.put("any request counts as the pending one", real.with(Mutants::anyRequest));
    mutants.put("the queue does not count as human", real.with(Mutants::queueSpeaks));
    mutants.put("keys are not looked up", real.with(Mutants::forgetsKeys));
    mutants.put("other content passes under a known key", real.with(Mutants::trustsKeys));
    mutants.put("a take-over from a stale view wins", real.with(Mutants::ignoresStaleViews));
    mutants.put("a customer ends a human span", real.with(Mutants::customerReopens));
    mutants.put("the last words come after the handoff", real.with(Mutants::wordsAfterHandoff));
    mutants.put("a seq is given twice", real.with(Mutants::repeatsSeq));
    mutants.put("a message is not put to the agent", real.with(Mutants::doesNotAsk));
    mutants.put("a hand-back asks nobody", real.with(Mutants::handsBackSilently));
    mutants.put("a colleague replies without taking over", real.with(Mutants::colleagueReplies));
    mutants.put("the agent asks again", real.with(Mutants::asksAgain));
    mutants.put("judged when it arrives", real.without(Parts.Guard.JUDGED_AT_COMMIT));
    mutants.put("no fence in the journal", real.without(Parts.Guard.FENCE));
    mutants.put("acknowledged before it is stored", real.without(Parts.Guard.STORED_BEFORE_REPLY));
    mutants.put("a start does not ask again", real.without(Parts.Guard.ASKED_AGAIN));
    mutants.put("an overdue request is ignored", real.without(Parts.Guard.DEADLINE));
    mutants.put("a woken laggard goes on", real.without(Parts.Guard.LAGGARDS_END));
    mutants.put("a snapshot forgets the keys", real.withSnapshots(Mutants::forgetful));
    mutants.put("notes reach the customer", real.withCustomerGate(Mutants::showsNotes));
    return mutants;
  }

  private static Verdict saysLateOutcomes(
      ConversationState state, Principal principal, ConversationCommand command, Circumstances c) {
    Verdict verdict = ConversationRules.decide(state, principal, command, c);
    return verdict instanceof Verdict.Drop ? says(state, command, c) : verdict;
  }

  private static Verdict oldGeneration(
      ConversationState state, Principal principal, ConversationCommand command, Circumstances c) {
    Verdict verdict = ConversationRules.decide(state, principal, command, c);
    boolean stale =
        command instanceof ConversationCommand.CompleteAnswer complete
            && complete.generation() != state.generation();
    boolean agents = state.ownership() instanceof Ownership.AgentOwned;
    return verdict instanceof Verdict.Drop && agents && stale ? says(state, command, c) : verdict;
  }

  private static Verdict anyRequest(
      ConversationState state, Principal principal, ConversationCommand command, Circumstances c) {
    PendingAnswer pending = state.pending();
    boolean other =
        pending != null
            && command instanceof ConversationCommand.CompleteAnswer complete
            && complete.generation() == state.generation()
            && !complete.request().equals(pending.request());
    return other ? says(state, command, c) : ConversationRules.decide(state, principal, command, c);
  }

  private static Verdict queueSpeaks(
      ConversationState state, Principal principal, ConversationCommand command, Circumstances c) {
    boolean queued = state.ownership() instanceof Ownership.Queued;
    return queued && command instanceof ConversationCommand.CompleteAnswer
        ? says(state, command, c)
        : ConversationRules.decide(state, principal, command, c);
  }

  private static Verdict says(
      ConversationState state, ConversationCommand command, Circumstances c) {
    ConversationCommand.CompleteAnswer complete = (ConversationCommand.CompleteAnswer) command;
    String text = complete.outcome() instanceof Outcome.Answered answered ? answered.text() : "…";
    return new Verdict.Accept(
        List.of(
            new AgentSpoke(
                state.lastSeq() + 1,
                state.episode(),
                complete.request(),
                state.generation(),
                AgentSpoke.Kind.ANSWER,
                text,
                List.of(),
                null,
                c.now())));
  }

  private static Verdict forgetsKeys(
      ConversationState state, Principal principal, ConversationCommand command, Circumstances c) {
    return ConversationRules.decide(
        with(state, state.ownership(), HashTreePMap.empty()), principal, command, c);
  }

  private static Verdict trustsKeys(
      ConversationState state, Principal principal, ConversationCommand command, Circumstances c) {
    Verdict verdict = ConversationRules.decide(state, principal, command, c);
    if (verdict.equals(new Verdict.Refuse(Refusal.KEY_REUSED))
        && command instanceof ConversationCommand.PostMessage post) {
      Receipt receipt = state.receipts().get("c/" + post.key());
      return receipt == null ? verdict : new Verdict.Repeat(receipt);
    }
    return verdict;
  }

  private static Verdict ignoresStaleViews(
      ConversationState state, Principal principal, ConversationCommand command, Circumstances c) {
    ConversationCommand fresh =
        command instanceof ConversationCommand.TakeOver take
            ? new ConversationCommand.TakeOver(take.key(), state.generation())
            : command;
    return ConversationRules.decide(state, principal, fresh, c);
  }

  private static Verdict customerReopens(
      ConversationState state, Principal principal, ConversationCommand command, Circumstances c) {
    boolean post = command instanceof ConversationCommand.PostMessage;
    Ownership seen = post && state.ownership().human() ? new Ownership.Closed() : state.ownership();
    return ConversationRules.decide(with(state, seen, state.receipts()), principal, command, c);
  }

  private static Verdict wordsAfterHandoff(
      ConversationState state, Principal principal, ConversationCommand command, Circumstances c) {
    return changed(
        ConversationRules.decide(state, principal, command, c),
        events -> {
          if (events.getLast() instanceof HandedOff) {
            events.add(events.remove(events.size() - 2));
          }
        });
  }

  private static Verdict repeatsSeq(
      ConversationState state, Principal principal, ConversationCommand command, Circumstances c) {
    return changed(
        ConversationRules.decide(state, principal, command, c),
        events ->
            events.replaceAll(event ->
                event instanceof CustomerWrote wrote && wrote.seq() > 3
                    ? new CustomerWrote(
                        wrote.seq() - 1, wrote.episode(), wrote.key(), wrote.text(), wrote.at())
                    : event));
  }

  private static Verdict doesNotAsk(
      ConversationState state, Principal principal, ConversationCommand command, Circumstances c) {
    return changed(
        ConversationRules.decide(state, principal, command, c),
        events ->
            events.removeIf(event ->
                event instanceof AgentAsked asked
                    && asked.cause() == AgentAsked.Cause.MESSAGE
                    && asked.generation() > 1));
  }

  private static Verdict handsBackSilently(
      ConversationState state, Principal principal, ConversationCommand command, Circumstances c) {
    return changed(
        ConversationRules.decide(state, principal, command, c),
        events -> {
          if (events.getFirst() instanceof HandedBack && events.size() > 1) {
            events.removeLast();
          }
        });
  }

  private static Verdict colleagueReplies(
      ConversationState state, Principal principal, ConversationCommand command, Circumstances c) {
    Ownership seen =
        command instanceof ConversationCommand.Reply
                && principal instanceof Principal.Operator operator
                && state.ownership() instanceof Ownership.OperatorOwned
            ? new Ownership.OperatorOwned(operator.id(), operator.name())
            : state.ownership();
    return ConversationRules.decide(with(state, seen, state.receipts()), principal, command, c);
  }

  private static Verdict asksAgain(
      ConversationState state, Principal principal, ConversationCommand command, Circumstances c) {
    ConversationState forgotten =
        with(state, state.ownership(), state.receipts(), PersonQuestion.NOT_ASKED);
    return ConversationRules.decide(forgotten, principal, command, c);
  }

  private static StoredConversation forgetful(StoredConversation stored) {
    ConversationState state = stored.state();
    return StoredConversation.of(with(state, state.ownership(), HashTreePMap.empty()));
  }

  private static @Nullable Message showsNotes(TimelineEntry entry) {
    return entry.happening() instanceof TimelineEntry.Happening.Noted noted
        ? new Message(
            0,
            1,
            new Message.Author.Operator(noted.operator().id(), noted.operator().name()),
            "text",
            noted.text(),
            List.of(),
            null,
            noted.key(),
            entry.at())
        : entry.forCustomer().orElse(null);
  }

  private static Verdict changed(Verdict verdict, Consumer<List<ConversationEvent>> change) {
    if (!(verdict instanceof Verdict.Accept accept)) {
      return verdict;
    }
    List<ConversationEvent> events = new ArrayList<>(accept.events());
    change.accept(events);
    return new Verdict.Accept(events);
  }

  private static ConversationState with(
      ConversationState state, Ownership ownership, PMap<String, Receipt> receipts) {
    return with(state, ownership, receipts, state.personQuestion());
  }

  private static ConversationState with(
      ConversationState state,
      Ownership ownership,
      PMap<String, Receipt> receipts,
      PersonQuestion personQuestion) {
    return new ConversationState(
        state.opening(),
        ownership,
        state.generation(),
        state.episode(),
        state.lastSeq(),
        state.rev(),
        receipts,
        state.pending(),
        state.abandoned(),
        state.unanswered(),
        personQuestion,
        state.answers(),
        state.lastLine(),
        state.handoffReason(),
        state.handedOffAt(),
        state.openedAt(),
        state.updatedAt());
  }
}
