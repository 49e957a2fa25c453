package dev.baton.cluster;

/** Why a node cannot enter the cluster: one line for the person who starts it. */
public final class NodeRefused extends RuntimeException {
  public NodeRefused(String message) {
    super(message);
  }
}
