package dev.baton.cli;

/** The command cannot run as it was set up; the message says what to change. */
final class Misconfigured extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Misconfigured(String message) {
    super(message);
  }
}
