package dev.baton.replay;

/** Whether the answer that the agent would give now is a right one, as far as anybody knows. */
public enum Label {
  RIGHT,
  WRONG,
  UNKNOWN
}
