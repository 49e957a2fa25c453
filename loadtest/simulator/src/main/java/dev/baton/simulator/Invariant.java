package dev.baton.simulator;

/** What must hold, and what it is called in a report. */
enum Invariant {
  SILENT_IN_HUMAN_SPANS("I1 the agent speaks only while it owns the conversation"),
  ANSWERS_THEIR_REQUEST("I2 the agent speaks only for the request and generation it was asked in"),
  ONLY_OPERATORS_END("I3 only an operator ends a human span"),
  ONE_WINNER("I4 each generation has one winner"),
  ONE_EFFECT("I5 a key has one effect, and a repeat the same answer"),
  ACKNOWLEDGED_IS_STORED("I6 what was acknowledged is stored as it was acknowledged"),
  DENSE("I7 seq and records are dense, in the order of sending"),
  NO_SILENCE("I8 every request to the agent ends"),
  NOTHING_HANGS("I8 everybody gets a definite answer, nothing stays in a stash"),
  ASKS_ONCE("I9 the agent asks at most once in an episode whether a person is wanted"),
  RATES_ANSWERS("I10 a customer rates answers of the agent and nothing else"),
  VIEWS_AGREE("a client's view is the journal, and a customer's only what customers may see"),
  INBOX_AGREES("the inbox shows who owns the conversation"),
  NO_EXCEPTION("the rules throw nothing");

  final String text;

  Invariant(String text) {
    this.text = text;
  }
}
