package dev.baton.cli;

/** The server has answered, and refuses this one request; another may succeed. */
final class ServerRefused extends CommandFailed {
  private static final long serialVersionUID = 1L;

  ServerRefused(String message) {
    super(message);
  }
}
