package dev.baton.conversation;

import java.util.List;

/** What the rules make of a command. */
public sealed interface Verdict {
  /** It takes effect as these events, in one write. */
  record Accept(List<ConversationEvent> events) implements Verdict {}

  /** It took effect before: answer as then, change nothing. */
  record Repeat(Receipt receipt) implements Verdict {}

  /** It may not happen. */
  record Refuse(Refusal refusal) implements Verdict {}

  /** An outcome of the agent that nobody waits for: count it, say nothing. */
  record Drop(String reason) implements Verdict {}
}
