package dev.baton.load.wire;

/** What the server said, one call for each thing that a client of the tool may want to know. */
public interface FrameSink {
  /**
   * The server is ready.
   *
   * @param lastSeq of the conversation; 0 for operators
   */
  void welcome(long lastSeq);

  /** A message, for customers. Valid during the call. */
  void message(Heard heard);

  /** An entry of a timeline, for operators. Valid during the call. */
  void entry(String conversation, Heard heard);

  /** Another row of the inbox. */
  void row(Row row);

  /** A send or reply is stored. */
  void accepted(long code, long seq);

  /** A send or reply is not stored, or nobody knows. */
  void refused(long code, Problem problem);

  /** Somebody on the other side types. */
  void typing();

  /** The agent works on an answer, or does so no more. */
  void thinking(boolean on);

  /** The last frame before the server closes. */
  void problem(Problem problem);

  /** Rows cost the most to read; they are passed over where nobody looks at them. */
  boolean wantsRows();
}
