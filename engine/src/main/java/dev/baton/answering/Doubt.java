package dev.baton.answering;

/**
 * When a glance does not do and the agent looks closely: a cascade (Viola and Jones 2001). Most
 * questions are clearly answered, or clearly not, as the quickest model sees it.
 *
 * @param from the least confidence at a glance that is doubtful, 0 to 1
 * @param to the greatest one
 */
public record Doubt(double from, double to) {
  /** What a close look is worth outside, and what it costs inside, is in docs/answer-quality.md. */
  public static final Doubt USUAL = new Doubt(0.25, 0.75);

  /** A glance never does. */
  public static final Doubt ALWAYS = new Doubt(0, 1);

  /** A glance always does. */
  public static final Doubt NEVER = new Doubt(1, 0);

  public boolean covers(double confidence) {
    return confidence >= from && confidence <= to;
  }
}
