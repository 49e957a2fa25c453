package dev.baton.cluster;

import java.time.Instant;
import java.util.List;

/**
 * A server of a cluster, as the database knows it.
 *
 * @param number given by the database, never twice
 * @param address where the other nodes reach it, as host:port
 * @param version of Baton
 * @param protocol how it talks with other nodes, see {@link Membership#PROTOCOL}
 * @param startedAt by the database's clock
 * @param seenAt when it last said that it lives, by the database's clock
 * @param living whether it is connected to the database
 * @param conversations awake on it
 * @param members addresses of the nodes that it takes for those of its cluster
 * @param unreachable addresses of the nodes that it cannot reach
 */
public record Node(
    int number,
    String address,
    String version,
    int protocol,
    State state,
    Instant startedAt,
    Instant seenAt,
    boolean living,
    int conversations,
    List<String> members,
    List<String> unreachable) {

  /** How far a node has come. */
  public enum State {
    /** The first of a cluster. */
    FORMING,
    /** It asks the others to let it in. */
    JOINING,
    /** It serves. */
    UP,
    /** It hands over what it has. */
    LEAVING;

    /** Whether others can be let in by it. */
    public boolean admits() {
      return this == FORMING || this == UP;
    }
  }

  public Node {
    members = List.copyOf(members);
    unreachable = List.copyOf(unreachable);
  }
}
