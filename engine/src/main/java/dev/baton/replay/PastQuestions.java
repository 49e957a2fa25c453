package dev.baton.replay;

import dev.baton.conversation.ConversationEvent;
import dev.baton.handoff.ExplicitRequest;
import dev.baton.handoff.HandoffReason;
import dev.baton.identity.ConversationId;
import dev.baton.replay.PastQuestion.Hindsight;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the agent was asked in one conversation, and what came of it: give it every event in order.
 *
 * <p>An answer is wrong when the customer, within the next {@link #MESSAGES_WATCHED} messages of
 * the episode, asks for a person or says that it did not help; it is right when the episode goes on
 * or ends without any of these; nobody knows where an operator stepped in unasked or another
 * question was handed off. A rating by the customer stands before all of these. What was left to
 * the team keeps the first reply of an operator in that episode.
 */
final class PastQuestions {
  static final int MESSAGES_WATCHED = 2;

  /** As in the conversation: what one answer covers. */
  private static final int LINES_MAX = 10;

  private final ConversationId conversation;
  private final Deque<String> lines = new ArrayDeque<>();
  private final List<Asked> asked = new ArrayList<>();
  private int count;

  PastQuestions(ConversationId conversation) {
    this.conversation = conversation;
  }

  /** One question; it is open until what came of it is settled. */
  private static final class Asked {
    private final int number;
    private final String text;
    private final Instant at;
    private final @Nullable String said;
    private final long seq;
    private int messagesSince;
    private Label outcome = Label.RIGHT;
    private @Nullable String reply;
    private boolean settled;

    Asked(int number, String text, Instant at, @Nullable String said, long seq) {
      this.number = number;
      this.text = text;
      this.at = at;
      this.said = said;
      this.seq = seq;
    }

    boolean answered() {
      return said != null;
    }

    void settle(Label label) {
      outcome = label;
      settled = true;
    }

    Hindsight hindsight() {
      return said == null ? new Hindsight.LeftToTeam(reply) : new Hindsight.Answered(said, outcome);
    }
  }

  void next(ConversationEvent event) {
    switch (event) {
      case ConversationEvent.CustomerWrote wrote -> customerWrote(wrote.text());
      case ConversationEvent.PersonRequested pressed -> settleAnswers(Label.WRONG);
      case ConversationEvent.AgentSpoke spoke -> agentSpoke(spoke);
      case ConversationEvent.AnswerRated rated -> rated(rated);
      case ConversationEvent.HandedOff off -> handedOff(off);
      case ConversationEvent.OperatorTookOver took -> settleAnswers(Label.UNKNOWN);
      case ConversationEvent.OperatorReplied replied -> operatorReplied(replied.text());
      case ConversationEvent.HandedBack back -> leaveUnanswered();
      case ConversationEvent.ConversationClosed closed -> episodeEnded();
      case ConversationEvent.ConversationReopened reopened -> episodeEnded();
      case ConversationEvent.ConversationOpened opened -> {}
      case ConversationEvent.AgentAsked request -> {}
      case ConversationEvent.AnswerDropped dropped -> {}
      case ConversationEvent.NoteAdded note -> {}
    }
  }

  /** The newest {@link Replay#QUESTIONS_MAX} questions so far, oldest first. */
  List<PastQuestion> all() {
    List<PastQuestion> all = new ArrayList<>();
    for (Asked one : asked) {
      String id = conversation.value() + "/" + one.number;
      all.add(new PastQuestion(id, conversation, one.at, one.text, one.hindsight()));
    }
    return all;
  }

  private void customerWrote(String text) {
    boolean unhappy = ExplicitRequest.isIn(text) || Dissatisfaction.isIn(text);
    for (Asked answer : openAnswers()) {
      answer.messagesSince++;
      if (answer.messagesSince > MESSAGES_WATCHED) {
        answer.settle(Label.RIGHT);
      } else if (unhappy) {
        answer.settle(Label.WRONG);
      }
    }
    if (lines.size() == LINES_MAX) {
      lines.removeFirst();
    }
    lines.addLast(text);
  }

  private void agentSpoke(ConversationEvent.AgentSpoke spoke) {
    String text = String.join("\n", lines);
    lines.clear();
    switch (spoke.kind()) {
      case ANSWER -> ask(text, spoke.at(), spoke.text(), spoke.seq());
      case UNANSWERED -> ask(text, spoke.at(), null, spoke.seq());
      // The event of a handoff follows, and brings its question with it.
      case HANDOFF, SMALLTALK, QUESTION -> {}
    }
  }

  private void ask(String text, Instant at, @Nullable String said, long seq) {
    if (asked.size() == Replay.QUESTIONS_MAX) {
      asked.removeFirst();
    }
    asked.add(new Asked(++count, text, at, said, seq));
  }

  private void handedOff(ConversationEvent.HandedOff off) {
    boolean forPerson = off.reason() == HandoffReason.EXPLICIT_REQUEST;
    settleAnswers(forPerson ? Label.WRONG : Label.UNKNOWN);
    if (off.reason() != HandoffReason.EXPLICIT_REQUEST && !off.question().isBlank()) {
      ask(off.question(), off.at(), null, 0);
    }
  }

  private void rated(ConversationEvent.AnswerRated rated) {
    asked.stream()
        .filter(one -> one.answered() && one.seq == rated.seq())
        .forEach(one -> one.settle(rated.helpful() ? Label.RIGHT : Label.WRONG));
  }

  private void operatorReplied(String text) {
    lines.clear();
    for (Asked one : asked) {
      if (!one.settled && !one.answered()) {
        one.reply = text;
        one.settled = true;
      }
    }
  }

  private void leaveUnanswered() {
    for (Asked one : asked) {
      one.settled |= !one.answered();
    }
  }

  private void episodeEnded() {
    lines.clear();
    settleAnswers(Label.RIGHT);
    leaveUnanswered();
  }

  private void settleAnswers(Label label) {
    openAnswers().forEach(answer -> answer.settle(label));
  }

  private List<Asked> openAnswers() {
    return asked.stream().filter(one -> one.answered() && !one.settled).toList();
  }
}
