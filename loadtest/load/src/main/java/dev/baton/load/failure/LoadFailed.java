package dev.baton.load.failure;

/** A run cannot begin or go on; the message is one sentence for the person who started it. */
public final class LoadFailed extends RuntimeException {
  /** Exit codes, as those of every verb. */
  public static final int FAILURE = 1;

  public static final int USAGE = 2;
  public static final int CONFIGURATION = 3;

  private final int exitCode;

  private LoadFailed(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  /** The server or the network. */
  public static LoadFailed because(String sentence) {
    return new LoadFailed(FAILURE, sentence);
  }

  /** What was asked for does not fit together. */
  public static LoadFailed usage(String sentence) {
    return new LoadFailed(USAGE, sentence);
  }

  /** A key, a file, or a limit of the machine. */
  public static LoadFailed misconfigured(String sentence) {
    return new LoadFailed(CONFIGURATION, sentence);
  }

  public int exitCode() {
    return exitCode;
  }
}
