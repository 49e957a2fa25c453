package dev.baton.http.problem;

import akka.http.scaladsl.model.EntityStreamException;
import akka.stream.StreamTcpException;
import dev.baton.conversation.ConversationDamaged;
import dev.baton.database.DatabaseUnavailable;
import dev.baton.replay.QuestionImport;
import dev.baton.sources.SourceRefused;
import dev.baton.workspace.InvalidSetting;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a failure looks like from outside. */
public final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /** The problem to answer with. What was not foreseen is logged, and answered without detail. */
  public static Problem problem(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return switch (cause) {
      case Refused refused -> refused.problem();
      case InvalidSetting invalid ->
          Problem.of(400, "invalid_value", String.valueOf(invalid.getMessage()))
              .at(invalid.field(), invalid.limit());
      case SourceRefused refused -> problem(refused);
      case QuestionImport.Unreadable unreadable ->
          Problem.of(400, "invalid_value", String.valueOf(unreadable.getMessage()));
      // The client has gone in the middle of its request: nobody will read the answer.
      case EntityStreamException cut -> Problem.of(400, "malformed", "The body ended early.");
      case StreamTcpException gone -> Problem.of(400, "malformed", "The connection was lost.");
      case TimeoutException timeout -> unknownOutcome();
      case DatabaseUnavailable away -> unknownOutcome();
      case ConversationDamaged damaged ->
          Problem.of(
                  503,
                  "needs_repair",
                  "The stored history of this conversation cannot be read and needs repair.")
              .retryAfter(10);
      case RejectedExecutionException full ->
          Problem.of(503, "overloaded", "The server is busy. Send it again with the same key.")
              .retryAfter(1);
      default -> {
        LOG.error("a request failed", cause);
        yield Problem.of(
                503,
                "unknown_outcome",
                "Something went wrong here. Send it again with the same key.")
            .retryAfter(2);
      }
    };
  }

  /** Nobody knows whether a command took effect. */
  public static Problem unknownOutcome() {
    return Problem.of(
            503,
            "unknown_outcome",
            "It is not known whether this was stored. Send it again with the same key.")
        .retryAfter(1);
  }

  private static Problem problem(SourceRefused refused) {
    String sentence = String.valueOf(refused.getMessage());
    return switch (refused.why()) {
      case INVALID -> Problem.of(400, "invalid_value", sentence);
      case TOO_LARGE -> Problem.of(413, "too_large", sentence);
      case TOO_MANY -> Problem.of(429, "too_many", sentence).retryAfter(10);
    };
  }
}
