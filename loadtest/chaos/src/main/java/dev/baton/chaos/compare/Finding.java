package dev.baton.chaos.compare;

import java.util.Locale;

/** One broken promise, with what is needed to look at it. */
public record Finding(Kind kind, String conversation, String key, String sentence) {

  /** Which promise. */
  public enum Kind {
    /** Acknowledged, and stands nowhere. */
    LOST,
    /** One key or one text stands more than once. */
    DOUBLED,
    /** It stands before something that its author had seen acknowledged before sending it. */
    REORDERED,
    /** It stands at another place, or says something else, than was acknowledged. */
    FALSE_ACKNOWLEDGEMENT,
    /** Refused, and stands all the same. */
    REFUSED_BUT_STANDS,
    /** Nobody sent it. */
    STRANGE,
    /** The numbers of the messages have a gap. */
    GAP,
    /** Two ways of reading do not show the same. */
    VIEWS_DIFFER,
    /** A conversation could not be read. */
    UNREADABLE,
    /** The agent spoke while it did not own the conversation. */
    AGENT_IN_HUMAN_SPAN,
    /** A human-owned span was ended by somebody else than an operator. */
    SPAN_ENDED_BY_ANOTHER,
    /** The generation did not grow by one. */
    GENERATION,
    /** Two take-overs of one generation, or one that was acknowledged and does not stand. */
    TAKE_OVER,
    /** What a customer said to the agent came to no end. */
    SILENT,
    /** A conversation that waits for a person does not stand in the inbox as waiting. */
    NOT_IN_INBOX,
    /** The checker of the journal found a broken rule. */
    JOURNAL_RULE,
    /** Seen by a caller while the run was on. */
    SEEN_BY_CALLER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
