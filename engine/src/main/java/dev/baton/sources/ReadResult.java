package dev.baton.sources;

/** How reading a source ended. */
public sealed interface ReadResult {

  /** It was read; there may still be no text in it. */
  record Read(SourceText text) implements ReadResult {}

  /**
   * It was not.
   *
   * @param reason a sentence that says what a person can do about it
   */
  record Unreadable(String reason) implements ReadResult {}
}
