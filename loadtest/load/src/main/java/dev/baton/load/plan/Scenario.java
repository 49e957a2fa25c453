package dev.baton.load.plan;

import java.util.Locale;

/** What the customers and operators of a run do. */
public enum Scenario {
  /** Messages are due at a rate, whatever the server does. */
  STEADY,
  /** So many messages are in flight; the next is sent when one has arrived. */
  CLOSED,
  /** Customers are connected and say nothing. */
  IDLE,
  /** All sockets are cut at once and come back. */
  STORM,
  /** Customers ask for a person at the same time. */
  BURST,
  /** Operators take over while the agent works on an answer. */
  TAKE_OVER,
  /** Some customers stop reading while everybody goes on writing. */
  SLOW,
  /** As closed, against a server that only echoes: what the tool itself can do. */
  CEILING;

  /** As it is written on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether conversations have only begun before; else operators own them. */
  public boolean beginsWithTheAgent() {
    return this == BURST || this == TAKE_OVER;
  }
}
