package dev.baton.replay;

import dev.baton.answering.Agent;
import dev.baton.answering.Citation;
import dev.baton.answering.Inquiry;
import dev.baton.answering.Outcome;
import dev.baton.answering.RetrievalPool;
import dev.baton.handoff.HandoffReason;
import dev.baton.identity.WorkspaceId;
import dev.baton.replay.PastQuestion.Hindsight;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the agent past questions with the handoff threshold at 0, so that it says what it would
 * answer from and how sure it is whatever the threshold. Where the agent fails, a person must
 * answer, as in a conversation.
 */
public final class Replay {
  /** Questions of one replay. */
  public static final int QUESTIONS_MAX = 2_000;

  private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

  private final Agent agent;
  private final TellingWords words;

  public Replay(Agent agent, TellingWords words) {
    this.agent = agent;
    this.words = words;
  }

  /**
   * The words of a text that tell what it is about, each in a form in which it can be compared;
   * read in the language of another text.
   */
  public interface TellingWords {
    Set<String> of(WorkspaceId workspace, String text, String inLanguageOf);
  }

  /**
   * What came of it.
   *
   * @param leftOut requests for a person and small talk: the threshold does not decide them
   */
  public record Result(List<Replayed> questions, int leftOut, ThresholdCurve curve) {
    public Result {
      questions = List.copyOf(questions);
    }

    /** The questions that one threshold would have answered and the other handed over. */
    public List<Replayed> flips(double from, double to) {
      return questions.stream()
          .filter(question -> question.answeredAt(from) != question.answeredAt(to))
          .toList();
    }
  }

  /**
   * Asks all of them, in order; empty when it was cancelled meanwhile.
   *
   * @param done hears how many have been asked
   */
  Optional<Result> run(
      WorkspaceId workspace,
      List<PastQuestion> questions,
      IntConsumer done,
      BooleanSupplier cancelled) {
    List<Replayed> replayed = new ArrayList<>();
    int asked = 0;
    for (PastQuestion question : questions) {
      if (cancelled.getAsBoolean()) {
        return Optional.empty();
      }
      replayed(workspace, question).ifPresent(replayed::add);
      done.accept(++asked);
    }
    return Optional.of(
        new Result(replayed, questions.size() - replayed.size(), ThresholdCurve.of(replayed)));
  }

  private Optional<Replayed> replayed(WorkspaceId workspace, PastQuestion question) {
    return switch (outcome(workspace, question)) {
      case Outcome.SmallTalk talk -> Optional.empty();
      case Outcome.Question doubt -> Optional.empty();
      case Outcome.NeedsPerson person when person.reason() == HandoffReason.EXPLICIT_REQUEST ->
          Optional.empty();
      case Outcome.NeedsPerson person -> Optional.of(handedOver(question));
      case Outcome.Answered answered -> Optional.of(answered(workspace, question, answered));
    };
  }

  private Outcome outcome(WorkspaceId workspace, PastQuestion question) {
    Inquiry inquiry = new Inquiry(workspace, question.text(), 0, true);
    try {
      return agent.answer(inquiry);
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      LOG.error("the agent failed at question {} of a replay", question.id(), e);
      return RetrievalPool.unavailable(inquiry);
    }
  }

  private static Replayed handedOver(PastQuestion question) {
    return new Replayed(
        question.id(),
        question.conversation(),
        question.at(),
        question.text(),
        0,
        null,
        Label.UNKNOWN);
  }

  private Replayed answered(
      WorkspaceId workspace, PastQuestion question, Outcome.Answered answered) {
    return new Replayed(
        question.id(),
        question.conversation(),
        question.at(),
        question.text(),
        answered.why().confidence(),
        answered.citations().getFirst(),
        label(workspace, question.hindsight(), answered));
  }

  private Label label(WorkspaceId workspace, Hindsight hindsight, Outcome.Answered now) {
    return switch (hindsight) {
      case Hindsight.Told told -> told.answerable() ? Label.RIGHT : Label.WRONG;
      // What was said of an answer holds for today's only where today's says the same.
      case Hindsight.Answered then ->
          agree(workspace, then.said(), now).orElse(true) ? then.outcome() : Label.UNKNOWN;
      case Hindsight.LeftToTeam left ->
          Optional.ofNullable(left.reply())
              .flatMap(reply -> agree(workspace, reply, now))
              .map(agrees -> agrees ? Label.RIGHT : Label.WRONG)
              .orElse(Label.UNKNOWN);
    };
  }

  private Optional<Boolean> agree(WorkspaceId workspace, String said, Outcome.Answered now) {
    String passages =
        now.citations().stream().map(Replay::inFull).collect(Collectors.joining("\n"));
    return Agreement.between(
        words.of(workspace, said, passages), words.of(workspace, passages, passages));
  }

  private static String inFull(Citation citation) {
    String heading = Objects.requireNonNullElse(citation.heading(), "");
    return String.join("\n", citation.title(), heading, citation.passage());
  }
}
