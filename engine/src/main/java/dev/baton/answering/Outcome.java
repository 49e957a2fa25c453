package dev.baton.answering;

import dev.baton.handoff.HandoffReason;
import java.util.List;

/** How the agent met an inquiry. */
public sealed interface Outcome {
  Why why();

  /**
   * The sources answer it.
   *
   * @param text what the customer reads
   * @param citations the passages it rests on, numbered from 1; never empty
   */
  record Answered(String text, List<Citation> citations, Why why) implements Outcome {}

  /** A greeting or a thanks: a friendly line, neither answer nor handoff. */
  record SmallTalk(String text, Why why) implements Outcome {}

  /** The agent asks whether a person is wanted. */
  record Question(String text, Why why) implements Outcome {}

  /** A person must answer. */
  record NeedsPerson(HandoffReason reason, Why why) implements Outcome {}
}
