package dev.baton.cluster;

import akka.actor.Address;
import akka.actor.AddressFromURIString;
import akka.actor.typed.ActorSystem;
import akka.cluster.ClusterEvent.CurrentClusterState;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import akka.cluster.typed.Join;
import akka.cluster.typed.JoinSeedNodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's place among the others: it finds them in the database, has them let it in, and says
 * every second that it lives and how it fares.
 */
public final class Membership implements AutoCloseable {
  /** How nodes talk with each other; grows when earlier ones would not understand. */
  public static final int PROTOCOL = 2;

  private static final Duration ADMITTED_WITHIN = Duration.ofSeconds(60);
  private static final Duration ASK_AGAIN = Duration.ofSeconds(12);
  private static final Duration CLOCK_APART_MAX = Duration.ofSeconds(2);

  /** So often in a row: one that has just come is not among the members of all at once. */
  private static final int SHUT_OUT_TIMES = 3;

  private static final long POLL_MILLIS = 50;
  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

  private final Cluster cluster;
  private final String system;
  private final NodeStore nodes;
  private final String version;
  private final ScheduledExecutorService beat =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("membership").factory());
  private volatile IntSupplier conversations = () -> 0;
  private int number;
  private int shutOutTimes;

  private Membership(ActorSystem<?> system, NodeStore nodes, String version) {
    this.cluster = Cluster.get(system);
    this.system = system.name();
    this.nodes = nodes;
    this.version = version;
  }

  /**
   * Enters the cluster, or forms one where there is none; blocks until this node is up.
   *
   * @param version of Baton
   * @throws NodeRefused when the others are of another kind, or do not answer
   */
  public static Membership enter(ActorSystem<?> system, NodeStore nodes, String version) {
    Membership membership = new Membership(system, nodes, version);
    try {
      membership.enter();
    } catch (RuntimeException e) {
      membership.close();
      throw e;
    }
    var unused = membership.beat.scheduleWithFixedDelay(membership::say, 0, 1, TimeUnit.SECONDS);
    return membership;
  }

  /** Its number in the database. */
  public int number() {
    return number;
  }

  /** From now on it also says how many conversations are awake on it. */
  public void reports(IntSupplier awake) {
    conversations = awake;
  }

  private void enter() {
    long deadline = System.nanoTime() + ADMITTED_WITHIN.toNanos();
    List<Node> others = List.of();
    while (System.nanoTime() < deadline) {
      NodeStore.Entered entered = nodes.enter(address(), version, PROTOCOL);
      number = entered.number();
      List<Node> present = entered.others();
      others = present;
      others.forEach(this::refuseAnotherProtocol);
      warnOfClocks(entered.clockAhead());
      List<Address> admitting =
          present.stream()
              .filter(node -> node.state().admits() && isMemberOfAll(node, present))
              .map(this::address)
              .toList();
      LOG.info(
          "Node {} at {} {}",
          number,
          address(),
          admitting.isEmpty() ? "begins a cluster" : "joins " + others.size() + " others");
      cluster
          .manager()
          .tell(
              admitting.isEmpty()
                  ? Join.create(cluster.selfMember().address())
                  : new JoinSeedNodes(admitting));
      if (isUpWithin(ASK_AGAIN)) {
        return;
      }
    }
    throw new NodeRefused(
        "no node of this database's cluster lets this one in: "
            + String.join(", ", others.stream().map(Node::address).toList())
            + " must be reachable from here, this node as "
            + address()
            + " from there, and all must have the same certificates",
        false);
  }

  /** One that the others have shut out may not know it yet, and must let nobody in. */
  private static boolean isMemberOfAll(Node node, List<Node> all) {
    return all.stream()
        .filter(other -> other.living() && other.state() == Node.State.UP)
        .filter(other -> !other.members().isEmpty())
        .allMatch(other -> other.members().contains(node.address()));
  }

  private boolean isUpWithin(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      if (cluster.selfMember().status().equals(MemberStatus.up())) {
        return true;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new NodeRefused("interrupted while entering the cluster", false);
      }
    }
    return false;
  }

  private void refuseAnotherProtocol(Node other) {
    if (other.protocol() != PROTOCOL) {
      throw new NodeRefused(
          "node "
              + other.address()
              + " runs Baton "
              + other.version()
              + " and speaks protocol "
              + other.protocol()
              + " with other nodes, this one "
              + PROTOCOL
              + ": stop the others first, or run their version");
    }
  }

  private static void warnOfClocks(Duration ahead) {
    if (ahead.abs().compareTo(CLOCK_APART_MAX) > 0) {
      LOG.warn(
          "This machine's clock is {} s {} the database's: times in conversations will look odd;"
              + " synchronise it (NTP)",
          ahead.abs().toSeconds(),
          ahead.isNegative() ? "behind" : "ahead of");
    }
  }

  private void say() {
    try {
      boolean up = cluster.selfMember().status().equals(MemberStatus.up());
      CurrentClusterState state = cluster.state();
      boolean shutOut =
          nodes.seen(
              number,
              new NodeStore.Condition(
                  up ? Node.State.UP : Node.State.LEAVING,
                  conversations.getAsInt(),
                  addresses(state.getMembers()),
                  addresses(state.getUnreachable())));
      shutOutTimes = up && shutOut ? shutOutTimes + 1 : 0;
      if (shutOutTimes >= SHUT_OUT_TIMES) {
        LOG.warn("The other nodes have shut this one out while it did not hear them; it stops");
        cluster.manager().tell(new Down(cluster.selfMember().address()));
      }
    } catch (RuntimeException e) {
      LOG.debug("The database does not hear that this node lives", e);
    }
  }

  private static List<String> addresses(Iterable<Member> members) {
    List<String> addresses = new ArrayList<>();
    for (Member member : members) {
      addresses.add(address(member.address().hostPort()));
    }
    return addresses;
  }

  private String address() {
    return address(cluster.selfMember().address().hostPort());
  }

  /** What Akka calls system@host:port. */
  static String address(String systemAndAddress) {
    return systemAndAddress.substring(systemAndAddress.indexOf('@') + 1);
  }

  private Address address(Node node) {
    return AddressFromURIString.parse("akka://" + system + "@" + node.address());
  }

  /** Says no more; what the others know of this node is for the cluster to tell. */
  @Override
  public void close() {
    beat.shutdownNow();
    if (number > 0) {
      try {
        nodes.left(number);
      } catch (RuntimeException e) {
        LOG.debug("The database does not hear that this node leaves", e);
      }
    }
  }
}
