package dev.baton.conversation;

import dev.baton.answering.Citation;
import dev.baton.answering.Why;
import dev.baton.handoff.HandoffReason;
import dev.baton.identity.IdempotencyKey;
import dev.baton.identity.RequestId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The events of one verdict, and the state as it will be after those so far. */
final class Draft {
  private final Circumstances circumstances;
  private final List<ConversationEvent> events = new ArrayList<>();
  private ConversationState state;

  Draft(ConversationState state, Circumstances circumstances) {
    this.state = state;
    this.circumstances = circumstances;
  }

  Circumstances circumstances() {
    return circumstances;
  }

  void add(ConversationEvent event) {
    events.add(event);
    state = ConversationState.evolve(state, event);
  }

  Verdict accept() {
    return new Verdict.Accept(List.copyOf(events));
  }

  /** Opens or reopens where nobody owns the conversation. */
  void begin() {
    Opening opening = circumstances.opening();
    if (state.ownership() instanceof Ownership.NotBegun) {
      add(
          new ConversationEvent.ConversationOpened(
              opening.workspace(),
              opening.customer(),
              opening.pageUrl(),
              opening.pageTitle(),
              circumstances.now()));
    } else if (state.ownership() instanceof Ownership.Closed) {
      add(
          new ConversationEvent.ConversationReopened(
              state.generation() + 1, state.episode() + 1, circumstances.now()));
    }
  }

  void customerWrites(IdempotencyKey key, String text) {
    add(
        new ConversationEvent.CustomerWrote(
            state.lastSeq() + 1, state.episode(), key, text, circumstances.now()));
    if (state.ownership() instanceof Ownership.AgentOwned) {
      ask(state.lastSeq(), ConversationEvent.AgentAsked.Cause.MESSAGE);
    }
  }

  void ask(long upToSeq, ConversationEvent.AgentAsked.Cause cause) {
    add(
        new ConversationEvent.AgentAsked(
            circumstances.nextRequest(), state.generation(), upToSeq, cause, circumstances.now()));
  }

  /** The agent is asked what nobody has answered: nobody waits in silence after a hand-back. */
  void handBack(Principal.Operator operator, IdempotencyKey key) {
    add(
        new ConversationEvent.HandedBack(
            state.generation() + 1, operator.id(), operator.name(), key, circumstances.now()));
    if (!state.unanswered().isEmpty()) {
      ask(state.lastSeq(), ConversationEvent.AgentAsked.Cause.HANDED_BACK);
    }
  }

  void agentSpeaks(
      @Nullable RequestId request,
      ConversationEvent.AgentSpoke.Kind kind,
      String text,
      List<Citation> citations,
      @Nullable Why why) {
    if (!(state.ownership() instanceof Ownership.AgentOwned)) {
      throw new IllegalStateException("the agent speaks only while it owns the conversation");
    }
    add(
        new ConversationEvent.AgentSpoke(
            state.lastSeq() + 1,
            state.episode(),
            request,
            state.generation(),
            kind,
            text,
            citations,
            why,
            circumstances.now()));
  }

  void handOff(@Nullable RequestId request, HandoffReason reason, @Nullable Why why) {
    String question = state.question();
    String line = circumstances.wording().handoffLine();
    agentSpeaks(request, ConversationEvent.AgentSpoke.Kind.HANDOFF, line, List.of(), null);
    add(
        new ConversationEvent.HandedOff(
            state.generation() + 1, reason, question, why, circumstances.now()));
  }

  void takeOver(Principal.Operator operator, @Nullable IdempotencyKey key) {
    String from = state.ownerKind().name().toLowerCase(Locale.ROOT);
    add(
        new ConversationEvent.OperatorTookOver(
            state.generation() + 1,
            operator.id(),
            operator.name(),
            from,
            key,
            circumstances.now()));
  }

  void operatorReplies(Principal.Operator operator, IdempotencyKey key, String text) {
    add(
        new ConversationEvent.OperatorReplied(
            state.lastSeq() + 1,
            state.episode(),
            key,
            operator.id(),
            operator.name(),
            text,
            circumstances.now()));
  }

  boolean allLive(List<Citation> citations) {
    return citations.stream()
        .allMatch(citation -> circumstances.sourceLives().test(citation.source()));
  }
}
