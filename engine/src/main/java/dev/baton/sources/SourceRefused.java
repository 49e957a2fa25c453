package dev.baton.sources;

/** A source that is not even stored. The message is fit for the person who tried to add it. */
public final class SourceRefused extends IllegalArgumentException {
  /** What stands in the way. */
  public enum Why {
    TOO_LARGE,
    TOO_MANY,
    INVALID
  }

  private final Why why;

  public SourceRefused(Why why, String message) {
    super(message);
    this.why = why;
  }

  public Why why() {
    return why;
  }
}
