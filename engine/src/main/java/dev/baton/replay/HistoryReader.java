package dev.baton.replay;

import akka.actor.typed.ActorSystem;
import akka.stream.javadsl.Sink;
import dev.baton.conversation.ConversationHistory;
import dev.baton.identity.ConversationId;
import dev.baton.identity.WorkspaceId;
import dev.baton.inboxview.InboxStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The past questions of a workspace, from the journal of its conversations. */
public final class HistoryReader {
  /** Conversations that are looked through for questions, the latest first. */
  static final int CONVERSATIONS_MAX = 5_000;

  private static final Logger LOG = LoggerFactory.getLogger(HistoryReader.class);

  private final InboxStore inbox;
  private final ConversationHistory history;
  private final ActorSystem<?> system;

  public HistoryReader(InboxStore inbox, ConversationHistory history, ActorSystem<?> system) {
    this.inbox = inbox;
    this.history = history;
    this.system = system;
  }

  /** The newest questions, newest first, at most {@link Replay#QUESTIONS_MAX}; blocks. */
  public List<PastQuestion> newest(WorkspaceId workspace, BooleanSupplier cancelled) {
    List<PastQuestion> questions = new ArrayList<>();
    for (ConversationId conversation : inbox.latest(workspace, CONVERSATIONS_MAX)) {
      questions.addAll(questionsOf(conversation));
      if (questions.size() >= Replay.QUESTIONS_MAX || cancelled.getAsBoolean()) {
        break;
      }
    }
    Comparator<PastQuestion> newestFirst =
        Comparator.comparing(HistoryReader::at).reversed().thenComparing(PastQuestion::id);
    return questions.stream().sorted(newestFirst).limit(Replay.QUESTIONS_MAX).toList();
  }

  private List<PastQuestion> questionsOf(ConversationId conversation) {
    PastQuestions questions = new PastQuestions(conversation);
    try {
      history
          .events(conversation)
          .runWith(Sink.foreach(questions::next), system)
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      LOG.warn("conversation {} cannot be read and is left out of the replay", conversation, e);
      return List.of();
    }
    return questions.all();
  }

  private static Instant at(PastQuestion question) {
    return Objects.requireNonNull(question.at());
  }
}
