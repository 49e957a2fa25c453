package dev.baton.cli;

/** What the command line's exit codes mean. */
final class ExitCode {
  static final int OK = 0;
  static final int FAILURE = 1;
  static final int USAGE = 2;
  static final int CONFIGURATION = 3;
  static final int DATABASE = 4;

  private ExitCode() {}
}
