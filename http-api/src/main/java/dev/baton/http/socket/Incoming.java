package dev.baton.http.socket;

import dev.baton.http.problem.Problem;

/** What arrives at a socket's actor beside its own messages. */
public sealed interface Incoming {
  /** A text frame. */
  record Frame(String text) implements Incoming {}

  /** Something that is no text frame within the limits. */
  record BadFrame(Problem problem) implements Incoming {}

  /** The server stops: end what has begun, begin nothing, and close. */
  record Stopping() implements Incoming {}

  /** The connection is over; said last. */
  record Gone() implements Incoming {}
}
