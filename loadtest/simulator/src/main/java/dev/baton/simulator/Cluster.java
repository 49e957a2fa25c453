package dev.baton.simulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One or two nodes, of which one is the conversation's home. While the nodes cannot see each other
 * both believe that they are: then two incarnations write to one journal.
 */
final class Cluster {
  private static final int RESTART_MILLIS = 1_500;

  private final World world;
  private final Inbox inbox;
  private final Agents agents;
  private final @Nullable Incarnation[] live;
  private final boolean[] down;
  private final List<Incarnation.Call> held = new ArrayList<>();
  private @Nullable Incarnation ending;
  private int home;
  private boolean split;

  Cluster(World world, int nodes) {
    this.world = world;
    this.inbox = new Inbox(world);
    this.agents = new Agents(world);
    this.live = new @Nullable Incarnation[nodes];
    this.down = new boolean[nodes];
    inbox.reconcile(this);
  }

  int nodes() {
    return live.length;
  }

  int home() {
    return home;
  }

  Inbox inbox() {
    return inbox;
  }

  Agents agents() {
    return agents;
  }

  /** Whether every incarnation waits for nothing. */
  boolean settled() {
    for (Incarnation one : live) {
      if (one != null && !one.settled()) {
        return false;
      }
    }
    return held.isEmpty();
  }

  /** Brings a call to the conversation as the node {@code via} sees it, and wakes it. */
  void deliver(int via, Incarnation.Call call) {
    int at = split ? via : home;
    if (down[at]) {
      return;
    }
    if (ending != null && (!split || live[at] == ending)) {
      held.add(call);
      return;
    }
    Incarnation one = live[at];
    if (one == null || one.stopped()) {
      one = new Incarnation(world, this, at);
      live[at] = one;
    }
    one.receive(call);
  }

  void passivate(Incarnation idle) {
    if (ending == null) {
      world.happens(Fault.PASSIVATED);
      ending = idle;
      world.agenda.in(world.between(1, 5), () -> idle.receive(new Incarnation.Call.Stop()));
    }
  }

  /** What came for an incarnation that was asked to end goes to the next. */
  void ended(Incarnation incarnation) {
    if (incarnation == ending) {
      ending = null;
      List<Incarnation.Call> calls = List.copyOf(held);
      held.clear();
      world.agenda.in(1, () -> calls.forEach(call -> deliver(home, call)));
    }
  }

  /**
   * What is in the memory of a node is gone; after a while the node, or another, is there again.
   */
  void crash(int node) {
    end(node);
    if (down[node]) {
      return;
    }
    down[node] = true;
    world.agenda.in(world.between(50, RESTART_MILLIS), () -> down[node] = false);
    if (live.length > 1 && node == home) {
      home = 1 - home;
    }
  }

  void crashSomewhere() {
    world.happens(Fault.NODE_CRASH);
    crash(world.random.nextInt(live.length));
  }

  void split() {
    if (live.length > 1 && !split) {
      world.happens(Fault.NODES_SPLIT);
      split = true;
      world.agenda.in(world.between(500, 8_000), this::heal);
    }
  }

  /** The nodes see each other again: both sides' incarnations end, and one begins anew. */
  void heal() {
    if (split) {
      split = false;
      end(home);
      end(1 - home);
    }
  }

  /** The conversation moves to the other node, without a crash. */
  void rebalance() {
    if (live.length > 1 && !split && ending == null) {
      world.happens(Fault.REBALANCED);
      Incarnation one = live[home];
      home = 1 - home;
      if (one != null && !one.stopped()) {
        // The new home begins only when the old one has ended: what comes meanwhile waits.
        ending = one;
        one.receive(new Incarnation.Call.Stop());
      }
    }
  }

  private void end(int node) {
    Incarnation one = live[node];
    if (one != null) {
      if (one == ending) {
        held.clear();
      }
      one.stop();
    }
  }
}
