package dev.baton.cli;

import dev.baton.answering.Citation;
import dev.baton.answering.Outcome;
import dev.baton.answering.Why;
import dev.baton.conversation.Circumstances;
import dev.baton.conversation.ConversationCommand;
import dev.baton.conversation.ConversationEvent;
import dev.baton.conversation.ConversationRules;
import dev.baton.conversation.ConversationState;
import dev.baton.conversation.Opening;
import dev.baton.conversation.PendingAnswer;
import dev.baton.conversation.Principal;
import dev.baton.conversation.Verdict;
import dev.baton.handoff.HandoffReason;
import dev.baton.identity.ConversationId;
import dev.baton.identity.CustomerId;
import dev.baton.identity.IdempotencyKey;
import dev.baton.identity.RequestId;
import dev.baton.identity.SourceId;
import dev.baton.identity.WorkspaceId;
import dev.baton.inboxview.InboxEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** One conversation that the rules have lived through, without an actor or a database. */
final class GeneratedLife {
  private static final Duration PAUSE_MOST = Duration.ofSeconds(40);
  private static final Circumstances.HandoffWording WORDING =
      new Circumstances.HandoffWording(true, "A person will answer here.", "I cannot answer that.");
  private static final SourceId SOURCE = SourceId.random();

  private final ConversationId id = ConversationId.random();
  private final Opening opening;
  private final Principal.Customer customer;
  private final Principal.Operator operator;
  private final Random random;
  private final List<ConversationEvent> events = new ArrayList<>();
  private ConversationState state = ConversationState.empty();
  private Instant now;

  GeneratedLife(WorkspaceId workspace, Principal.Operator operator, Instant begun, Random random) {
    CustomerId who = CustomerId.random();
    this.opening = new Opening(workspace, who, "https://shop.example/orders", "Your orders");
    this.customer = new Principal.Customer(who);
    this.operator = operator;
    this.now = begun;
    this.random = random;
  }

  ConversationId id() {
    return id;
  }

  Opening opening() {
    return opening;
  }

  Principal.Customer customer() {
    return customer;
  }

  List<ConversationEvent> events() {
    return events;
  }

  InboxEntry entry() {
    return state.entry(id);
  }

  /** A question and its answer; two messages. */
  void answered() {
    String question = text();
    happen(customer, new ConversationCommand.PostMessage(key(), question));
    Citation citation = new Citation(1, SOURCE, "Manual", "Orders", null, null, text());
    complete(new Outcome.Answered(text(), List.of(citation), why("confident", 0.9, question)));
  }

  /** A question that the agent gives to the team; two messages. */
  void handedOff() {
    String question = text();
    happen(customer, new ConversationCommand.PostMessage(key(), question));
    complete(
        new Outcome.NeedsPerson(
            HandoffReason.LOW_CONFIDENCE, why("below_threshold", 0.2, question)));
  }

  void customerWrites() {
    happen(customer, new ConversationCommand.PostMessage(key(), text()));
  }

  void operatorReplies() {
    happen(operator, new ConversationCommand.Reply(key(), text(), state.generation()));
  }

  void close() {
    happen(operator, new ConversationCommand.Close(key(), state.generation()));
  }

  private void complete(Outcome outcome) {
    PendingAnswer pending = state.pending();
    if (pending == null) {
      throw new IllegalStateException("the agent was not asked");
    }
    happen(
        new Principal.Agent(),
        new ConversationCommand.CompleteAnswer(pending.request(), pending.generation(), outcome));
  }

  private void happen(Principal who, ConversationCommand command) {
    now = now.plusMillis(1 + random.nextLong(PAUSE_MOST.toMillis()));
    Circumstances circumstances =
        new Circumstances(now, opening, WORDING, RequestId.random(), source -> true);
    Verdict verdict = ConversationRules.decide(state, who, command, circumstances);
    if (!(verdict instanceof Verdict.Accept accept)) {
      throw new IllegalStateException("the rules do not allow " + command + ": " + verdict);
    }
    for (ConversationEvent event : accept.events()) {
      events.add(event);
      state = ConversationState.evolve(state, event);
    }
  }

  private static Why why(String rule, double confidence, String question) {
    return new Why(rule, confidence, 0.5, question, List.of(), Map.of("score", confidence));
  }

  private IdempotencyKey key() {
    return new IdempotencyKey(new UUID(random.nextLong(), random.nextLong()).toString());
  }

  private String text() {
    return GeneratedText.next(random);
  }
}
