package dev.baton.cli;

/** The command could not do what it was asked; the message says why and what to do. */
class CommandFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommandFailed(String message) {
    super(message);
  }
}
