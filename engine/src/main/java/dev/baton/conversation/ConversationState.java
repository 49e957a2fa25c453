package dev.baton.conversation;

import dev.baton.handoff.HandoffReason;
import dev.baton.handoff.PersonQuestion;
import dev.baton.identity.ConversationId;
import dev.baton.inboxview.InboxEntry;
import dev.baton.inboxview.Placement;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * What follows from a conversation's history so far. Immutable; {@link #evolve} is the only way
 * from one to the next, and has no clock, chance or log in it, so that replay gives the same state
 * for ever. Holds no history: that is read from the journal.
 *
 * @param opening null until it has begun
 * @param generation grows by one with each change of owner; 0 before it has begun
 * @param lastSeq the seq of the last message; 0 when there is none
 * @param rev how many events there were
 * @param receipts by {@link Receipt#scoped}
 * @param pending what the agent was asked last and has not answered; only while the agent owns it
 * @param abandoned what was pending when the agent lost the conversation; its answer becomes a
 *     suggestion
 * @param unanswered what the customer said in this episode since the agent or an operator last
 *     spoke, newest last, at most {@link #UNANSWERED_LINES_MAX}
 * @param personQuestion whether the agent has asked, in this episode, if a person is wanted
 * @param answers the seqs of the agent's answers, oldest first; what can be rated
 */
public record ConversationState(
    @Nullable Opening opening,
    Ownership ownership,
    long generation,
    int episode,
    long lastSeq,
    long rev,
    PMap<String, Receipt> receipts,
    @Nullable PendingAnswer pending,
    @Nullable PendingAnswer abandoned,
    PVector<String> unanswered,
    PersonQuestion personQuestion,
    PVector<Long> answers,
    InboxEntry.@Nullable LastLine lastLine,
    @Nullable HandoffReason handoffReason,
    @Nullable Instant handedOffAt,
    @Nullable Instant openedAt,
    @Nullable Instant updatedAt) {

  static final int UNANSWERED_LINES_MAX = 10;
  private static final int LAST_LINE_LENGTH_MAX = 160;

  /** Before anything has happened. */
  public static ConversationState empty() {
    return new ConversationState(
        null,
        new Ownership.NotBegun(),
        0,
        0,
        0,
        0,
        HashTreePMap.empty(),
        null,
        null,
        TreePVector.empty(),
        PersonQuestion.NOT_ASKED,
        TreePVector.empty(),
        null,
        null,
        null,
        null,
        null);
  }

  /** The state after one more event. */
  public static ConversationState evolve(ConversationState state, ConversationEvent event) {
    Changes next = new Changes(state, event.at());
    switch (event) {
      case ConversationEvent.ConversationOpened opened -> next.opened(opened);
      case ConversationEvent.CustomerWrote wrote -> next.customerWrote(wrote);
      case ConversationEvent.PersonRequested requested ->
          next.remember(
              Receipt.customerKey(requested.key()),
              Receipt.fingerprint(Receipt.Kind.PERSON, null),
              0);
      case ConversationEvent.AgentAsked asked -> next.agentAsked(asked);
      case ConversationEvent.AgentSpoke spoke -> next.agentSpoke(spoke);
      case ConversationEvent.HandedOff off -> next.handedOff(off);
      case ConversationEvent.AnswerRated rated ->
          next.remember(
              Receipt.customerKey(rated.key()),
              Receipt.ratingFingerprint(rated.seq(), rated.helpful()),
              0);
      case ConversationEvent.AnswerDropped dropped -> next.abandoned = null;
      case ConversationEvent.OperatorTookOver took -> next.tookOver(took);
      case ConversationEvent.OperatorReplied replied -> next.operatorReplied(replied);
      case ConversationEvent.NoteAdded note -> next.noteAdded(note);
      case ConversationEvent.HandedBack back -> next.handedBack(back);
      case ConversationEvent.ConversationClosed closed -> next.closed(closed);
      case ConversationEvent.ConversationReopened reopened -> next.reopened(reopened);
    }
    return next.state();
  }

  /** What the agent is to answer: the customer's lines since anybody spoke to them. */
  public String question() {
    return String.join("\n", unanswered);
  }

  /** This conversation as a row of the inbox. Only once it has begun. */
  public InboxEntry entry(ConversationId conversation) {
    Opening begun = begun(opening);
    boolean operatorOwned = ownership instanceof Ownership.OperatorOwned;
    Ownership.@Nullable OperatorOwned owner =
        operatorOwned ? (Ownership.OperatorOwned) ownership : null;
    return new InboxEntry(
        conversation,
        begun.workspace(),
        rev,
        ownerKind(),
        owner == null ? null : owner.operator(),
        owner == null ? null : owner.name(),
        generation,
        episode,
        begun.customer(),
        begun.pageUrl(),
        begun.pageTitle(),
        lastLine,
        handoffReason,
        handedOffAt,
        ownership instanceof Ownership.Queued queued ? queued.since() : null,
        begun(openedAt),
        begun(updatedAt));
  }

  /** Where it stands in the lists; null before it has begun. */
  @Nullable Placement placement() {
    return opening == null
        ? null
        : new Placement(
            ownerKind(),
            ownership instanceof Ownership.OperatorOwned owned ? owned.operator() : null);
  }

  InboxEntry.OwnerKind ownerKind() {
    return switch (ownership) {
      case Ownership.NotBegun none -> InboxEntry.OwnerKind.NONE;
      case Ownership.AgentOwned agent -> InboxEntry.OwnerKind.AGENT;
      case Ownership.Queued queued -> InboxEntry.OwnerKind.QUEUE;
      case Ownership.OperatorOwned operator -> InboxEntry.OwnerKind.OPERATOR;
      case Ownership.Closed closed -> InboxEntry.OwnerKind.NONE;
    };
  }

  private static <T> T begun(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the conversation has not begun");
    }
    return value;
  }

  /** The fields of the next state while one event is applied. */
  private static final class Changes {
    private final ConversationState before;
    private final Instant at;
    private @Nullable Opening opening;
    private Ownership ownership;
    private long generation;
    private int episode;
    private long lastSeq;
    private PMap<String, Receipt> receipts;
    private @Nullable PendingAnswer pending;
    private @Nullable PendingAnswer abandoned;
    private PVector<String> unanswered;
    private PersonQuestion personQuestion;
    private PVector<Long> answers;
    private InboxEntry.@Nullable LastLine lastLine;
    private @Nullable HandoffReason handoffReason;
    private @Nullable Instant handedOffAt;

    Changes(ConversationState before, Instant at) {
      this.before = before;
      this.at = at;
      this.opening = before.opening;
      this.ownership = before.ownership;
      this.generation = before.generation;
      this.episode = before.episode;
      this.lastSeq = before.lastSeq;
      this.receipts = before.receipts;
      this.pending = before.pending;
      this.abandoned = before.abandoned;
      this.unanswered = before.unanswered;
      this.personQuestion = before.personQuestion;
      this.answers = before.answers;
      this.lastLine = before.lastLine;
      this.handoffReason = before.handoffReason;
      this.handedOffAt = before.handedOffAt;
    }

    ConversationState state() {
      Instant openedAt = before.openedAt == null ? at : before.openedAt;
      return new ConversationState(
          opening,
          ownership,
          generation,
          episode,
          lastSeq,
          before.rev + 1,
          receipts,
          pending,
          abandoned,
          unanswered,
          personQuestion,
          answers,
          lastLine,
          handoffReason,
          handedOffAt,
          openedAt,
          at);
    }

    void opened(ConversationEvent.ConversationOpened opened) {
      opening =
          new Opening(opened.workspace(), opened.customer(), opened.pageUrl(), opened.pageTitle());
      owned(new Ownership.AgentOwned(), 1);
      episode = 1;
    }

    void customerWrote(ConversationEvent.CustomerWrote wrote) {
      remember(
          Receipt.customerKey(wrote.key()),
          Receipt.fingerprint(Receipt.Kind.POST, wrote.text()),
          wrote.seq());
      said(wrote.seq(), "customer", null, wrote.text());
      unanswered =
          unanswered.size() < UNANSWERED_LINES_MAX
              ? unanswered.plus(wrote.text())
              : unanswered.minus(0).plus(wrote.text());
    }

    void agentAsked(ConversationEvent.AgentAsked asked) {
      boolean repeated = pending != null && pending.upToSeq() == asked.upToSeq();
      pending =
          new PendingAnswer(
              asked.request(), asked.generation(), asked.upToSeq(), asked.at(), repeated);
    }

    void agentSpoke(ConversationEvent.AgentSpoke spoke) {
      InboxEntry.@Nullable LastLine before = lastLine;
      said(spoke.seq(), "agent", null, spoke.text());
      if (spoke.kind() == ConversationEvent.AgentSpoke.Kind.HANDOFF && before != null) {
        lastLine = before.countedTo(spoke.seq());
      }
      if (pending != null && !pending.request().equals(spoke.request())) {
        abandoned = pending;
      }
      pending = null;
      answered();
      switch (spoke.kind()) {
        case QUESTION -> personQuestion = PersonQuestion.JUST_ASKED;
        case ANSWER -> answers = answers.plus(spoke.seq());
        case SMALLTALK, HANDOFF, UNANSWERED -> {}
      }
    }

    void handedOff(ConversationEvent.HandedOff off) {
      owned(new Ownership.Queued(off.reason(), off.at()), off.generation());
      handoffReason = off.reason();
      handedOffAt = off.at();
    }

    void tookOver(ConversationEvent.OperatorTookOver took) {
      if (took.key() != null) {
        remember(
            Receipt.operatorKey(took.operator().value(), took.key()),
            Receipt.fingerprint(Receipt.Kind.TAKE_OVER, null),
            0);
      }
      owned(new Ownership.OperatorOwned(took.operator(), took.operatorName()), took.generation());
    }

    void operatorReplied(ConversationEvent.OperatorReplied replied) {
      remember(
          Receipt.operatorKey(replied.operator().value(), replied.key()),
          Receipt.fingerprint(Receipt.Kind.REPLY, replied.text()),
          replied.seq());
      said(replied.seq(), "operator", replied.operatorName(), replied.text());
      answered();
    }

    void noteAdded(ConversationEvent.NoteAdded note) {
      remember(
          Receipt.operatorKey(note.operator().value(), note.key()),
          Receipt.fingerprint(Receipt.Kind.NOTE, note.text()),
          0);
    }

    void handedBack(ConversationEvent.HandedBack back) {
      remember(
          Receipt.operatorKey(back.operator().value(), back.key()),
          Receipt.fingerprint(Receipt.Kind.HAND_BACK, null),
          0);
      owned(new Ownership.AgentOwned(), back.generation());
    }

    void closed(ConversationEvent.ConversationClosed closed) {
      remember(
          Receipt.operatorKey(closed.operator().value(), closed.key()),
          Receipt.fingerprint(Receipt.Kind.CLOSE, null),
          0);
      owned(new Ownership.Closed(), closed.generation());
      unanswered = TreePVector.empty();
    }

    void reopened(ConversationEvent.ConversationReopened reopened) {
      owned(new Ownership.AgentOwned(), reopened.generation());
      episode = reopened.episode();
      personQuestion = PersonQuestion.NOT_ASKED;
      handoffReason = null;
      handedOffAt = null;
    }

    void remember(String key, String fingerprint, long seq) {
      receipts = receipts.plus(key, new Receipt(fingerprint, seq, episode, at));
    }

    private void said(long seq, String author, @Nullable String name, String text) {
      lastSeq = seq;
      String cut =
          text.length() <= LAST_LINE_LENGTH_MAX
              ? text
              : text.substring(0, LAST_LINE_LENGTH_MAX - 1) + "…";
      lastLine = new InboxEntry.LastLine(seq, author, name, cut.replace('\n', ' '), at);
    }

    private void answered() {
      unanswered = TreePVector.empty();
      if (personQuestion == PersonQuestion.JUST_ASKED) {
        personQuestion = PersonQuestion.ASKED_BEFORE;
      }
    }

    private void owned(Ownership next, long nextGeneration) {
      ownership = next;
      generation = nextGeneration;
      abandoned = pending == null ? abandoned : pending;
      pending = null;
    }
  }
}
