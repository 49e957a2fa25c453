package dev.baton.cluster;

import akka.actor.ExtendedActorSystem;
import akka.coordination.lease.LeaseSettings;
import akka.coordination.lease.javadsl.Lease;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Which side of a split goes on, decided by the database: Akka's split brain resolver
 * (lease-majority) has each side ask for this lease, the larger one first. It is held for a time
 * and needs no renewal. That of a node that is no longer connected to the database counts for
 * nothing, so that a node may die just after it has decided.
 */
public final class DatabaseLease extends Lease {
  private final LeaseSettings settings;
  private final NodeStore nodes;
  private final String address;
  private volatile boolean held;

  /** Made by Akka, by the name in the configuration. */
  public DatabaseLease(LeaseSettings settings, ExtendedActorSystem system) {
    this.settings = settings;
    this.address = Membership.address(settings.ownerName());
    this.nodes = system.settings().setup().get(NodeStoreSetup.class).get().nodes();
  }

  @Override
  public LeaseSettings getSettings() {
    return settings;
  }

  @Override
  public CompletionStage<Boolean> acquire() {
    return CompletableFuture.supplyAsync(() -> {
      held =
          nodes.lease(
              settings.leaseName(), address, settings.timeoutSettings().getHeartbeatTimeout());
      return held;
    });
  }

  @Override
  public CompletionStage<Boolean> acquire(Consumer<Optional<Throwable>> leaseLost) {
    return acquire();
  }

  @Override
  public CompletionStage<Boolean> release() {
    return CompletableFuture.supplyAsync(() -> {
      held = false;
      nodes.release(settings.leaseName(), address);
      return true;
    });
  }

  @Override
  public boolean checkLease() {
    return held;
  }
}
