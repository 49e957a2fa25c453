package dev.baton.cluster;

import java.time.Duration;
import java.util.List;

/** The nodes as the database keeps them. Every call is one transaction and blocks. */
public interface NodeStore {
  /**
   * What a node finds when it enters.
   *
   * @param number its own
   * @param others that live or lived until a moment ago, oldest first
   * @param clockAhead by how much this machine's clock is ahead of the database's
   */
  record Entered(int number, List<Node> others, Duration clockAhead) {}

  /**
   * Enters a node, one after the other: {@link Node.State#FORMING} where nobody is there who could
   * let it in, else {@link Node.State#JOINING}. Earlier nodes of the same address are gone.
   */
  Entered enter(String address, String version, int protocol);

  /**
   * A node lives, and this is how it fares.
   *
   * @return whether the others have shut it out: one that lives and serves does not count it among
   *     its members
   */
  boolean seen(int number, Condition condition);

  /**
   * How a node fares.
   *
   * @param conversations awake on it
   * @param members addresses of those that it takes for nodes of its cluster
   * @param unreachable those among them that it cannot reach
   */
  record Condition(
      Node.State state, int conversations, List<String> members, List<String> unreachable) {}

  /** A node is gone. */
  void left(int number);

  /** Every node that has entered and not left, oldest first. */
  List<Node> all();

  /**
   * Takes a lease for the node with this address; false while another node that lives holds it, and
   * for one that the others have shut out.
   *
   * @param time how long, unless it is taken again
   */
  boolean lease(String name, String address, Duration time);

  /** Gives a lease back; nothing where another node holds it. */
  void release(String name, String address);
}
