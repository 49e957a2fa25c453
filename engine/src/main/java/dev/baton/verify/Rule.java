package dev.baton.verify;

import java.util.Locale;

/** What a journal must keep. The lower-case names are printed and stay. */
public enum Rule {
  /** A conversation's records are numbered 1, 2, 3, … */
  RECORDS_DENSE,
  /** Its messages are numbered 1, 2, 3, … */
  MESSAGES_DENSE,
  /** The agent says nothing while the queue, an operator or nobody owns the conversation. */
  AGENT_SILENT,
  /** The agent speaks in the generation it was asked in, and that is the current one. */
  AGENT_GENERATION,
  /** The agent speaks only for the request that is pending, or with the button's handoff. */
  AGENT_ASKED,
  /** Each change of owner raises the generation by exactly one. */
  GENERATION_STEP,
  /** One generation is taken over from at most once. */
  ONE_TAKE_OVER,
  /** Ownership moves as it may, and only an operator ends a human-owned span. */
  SPAN_END,
  /** Only the operator who owns the conversation replies. */
  OWNER_REPLIES,
  /** A handoff follows its last words, in the same write. */
  LAST_WORDS,
  /** A key of one author takes effect once. */
  KEY_ONCE,
  /** The agent asks at most once in an episode whether a person is wanted. */
  ASKED_ONCE,
  /** What a customer rates is an answer of the agent. */
  RATES_AN_ANSWER,
  /** What a customer says to the agent is put to the agent at once; a request is made once. */
  REQUEST_MADE,
  /** A record is an event of a known type with the fields of its type. */
  READABLE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
