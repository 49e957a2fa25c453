package dev.baton.cluster;

import akka.actor.setup.Setup;

/** Gives an actor system's parts that Akka makes by name what they need of ours. */
public final class NodeStoreSetup extends Setup {
  private final NodeStore nodes;

  public NodeStoreSetup(NodeStore nodes) {
    this.nodes = nodes;
  }

  NodeStore nodes() {
    return nodes;
  }
}
