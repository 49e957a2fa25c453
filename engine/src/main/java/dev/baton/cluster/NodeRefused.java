package dev.baton.cluster;

/** Why a node cannot enter the cluster: one line for the person who starts it. */
public final class NodeRefused extends RuntimeException {
  private final boolean lasting;

  /** Somebody has to change something first. */
  public NodeRefused(String message) {
    this(message, true);
  }

  /**
   * A reason.
   *
   * @param lasting whether starting again would not help
   */
  NodeRefused(String message, boolean lasting) {
    super(message);
    this.lasting = lasting;
  }

  public boolean isLasting() {
    return lasting;
  }
}
