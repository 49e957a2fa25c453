package dev.baton.replay;

import dev.baton.answering.Citation;
import dev.baton.identity.ConversationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the agent would make of a past question now.
 *
 * @param question its first {@link #SHOWN_MAX} characters
 * @param confidence 0 where nothing was found
 * @param source what it would answer from; null where nothing was found, so that the question goes
 *     to the team at any threshold
 */
public record Replayed(
    String id,
    @Nullable ConversationId conversation,
    @Nullable Instant at,
    String question,
    double confidence,
    @Nullable Citation source,
    Label label) {
  static final int SHOWN_MAX = 300;

  public Replayed {
    question = shown(question);
    source =
        source == null
            ? null
            : new Citation(
                source.number(),
                source.source(),
                source.title(),
                source.heading(),
                source.page(),
                source.url(),
                shown(source.passage()));
  }

  /** Whether the agent would answer it under this threshold: as {@code HandoffPolicy} decides. */
  public boolean answeredAt(double threshold) {
    return source != null && confidence >= threshold;
  }

  private static String shown(String text) {
    return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX - 1) + "…";
  }
}
