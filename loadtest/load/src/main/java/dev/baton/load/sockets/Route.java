package dev.baton.load.sockets;

import java.util.function.IntBinaryOperator;

/**
 * Which node a client goes to next, and how long it waits before: as FRAMES.md asks, and without a
 * wait where another node may have it. For one thread.
 */
final class Route {
  /** Clients that come back at once do not all come in the same moment. */
  static final int AT_ONCE_MILLIS = 100;

  private static final int FIRST_DELAY_MILLIS = 500;
  private static final int LONGEST_DELAY_MILLIS = 15_000;
  private static final int DOUBLINGS_MAX = 5;

  private final int nodes;
  private final int step;
  private final IntBinaryOperator random;
  private int node;
  private int failures;
  private int hops;

  /** How a connection ended. */
  enum End {
    /** The server asked its client to come back: close code 1012. */
    INVITED,
    /** It never stood. */
    REFUSED,
    BROKEN
  }

  /**
   * Begins at one of the nodes.
   *
   * @param turn tells this client from others, so that those of one node spread over its neighbours
   * @param random a number from the first to the second, without it
   */
  Route(int nodes, int turn, IntBinaryOperator random) {
    this.nodes = nodes;
    this.node = Math.floorMod(turn, nodes);
    this.step = Math.floorMod(turn / nodes, 2) == 0 ? 1 : nodes - 1;
    this.random = random;
  }

  int node() {
    return node;
  }

  void welcomed() {
    failures = 0;
    hops = 0;
  }

  /** Moves on to the next node; how many milliseconds to wait before. */
  int leave(End end) {
    node = (node + step) % nodes;
    boolean atOnce =
        switch (end) {
          case INVITED -> hops < nodes;
          // Who has asked every node begins to wait.
          case REFUSED -> hops + 1 < nodes;
          case BROKEN -> false;
        };
    if (atOnce) {
      hops++;
      return random.applyAsInt(0, AT_ONCE_MILLIS);
    }
    hops = 0;
    int doublings = Math.min(failures++, DOUBLINGS_MAX);
    int ceiling = Math.min(LONGEST_DELAY_MILLIS, FIRST_DELAY_MILLIS << doublings);
    return random.applyAsInt(ceiling / 2, ceiling);
  }
}
