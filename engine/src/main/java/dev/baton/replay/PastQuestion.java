package dev.baton.replay;

import dev.baton.identity.ConversationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that customers asked.
 *
 * @param id unique within a replay
 * @param conversation where it was asked; null for one from a file
 * @param at when; null for one from a file
 * @param text at most {@link #TEXT_MAX} characters
 */
public record PastQuestion(
    String id,
    @Nullable ConversationId conversation,
    @Nullable Instant at,
    String text,
    Hindsight hindsight) {
  /** As long as a message may be. */
  static final int TEXT_MAX = 8_000;

  public PastQuestion {
    text = bounded(text);
  }

  /** What is known about the question today. */
  public sealed interface Hindsight {
    /** The agent answered, and the customer's next steps judge what it said. */
    record Answered(String said, Label outcome) implements Hindsight {
      public Answered {
        said = bounded(said);
      }
    }

    /** The agent left it to the team; null where no operator replied. */
    record LeftToTeam(@Nullable String reply) implements Hindsight {
      public LeftToTeam {
        reply = reply == null ? null : bounded(reply);
      }
    }

    /** Whoever wrote the file says whether the sources answer it. */
    record Told(boolean answerable) implements Hindsight {}
  }

  private static String bounded(String text) {
    return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX);
  }
}
