package dev.baton.simulator;

import dev.baton.inboxview.InboxEntry;
import org.jspecify.annotations.Nullable;

/** The derived row of the conversation, and what the reconciler does about one that lags. */
final class Inbox {
  private static final int RECONCILE_MILLIS = 30_000;
  private static final int WAKE_AGAIN_MILLIS = 2_000;

  private final World world;
  private @Nullable InboxEntry row;

  Inbox(World world) {
    this.world = world;
  }

  @Nullable InboxEntry row() {
    return row;
  }

  void accept(InboxEntry entry) {
    if (row == null || entry.rev() > row.rev()) {
      row = entry;
    }
  }

  void reconcile(Cluster cluster) {
    world.agenda.in(
        RECONCILE_MILLIS,
        () -> {
          if (behind()) {
            // Twice: one that lags ends itself, and its next incarnation goes on.
            wake(cluster);
            world.agenda.in(WAKE_AGAIN_MILLIS, () -> wake(cluster));
          } else if (awaitsAgent()) {
            cluster.deliver(cluster.home(), new Incarnation.Call.Wake(0));
          }
          reconcile(cluster);
        });
  }

  private void wake(Cluster cluster) {
    cluster.deliver(cluster.home(), new Incarnation.Call.Wake(world.journal.size()));
  }

  private boolean behind() {
    return (row == null ? 0 : row.rev()) < world.journal.size();
  }

  private boolean awaitsAgent() {
    return row != null
        && row.owner() == InboxEntry.OwnerKind.AGENT
        && row.lastLine() != null
        && row.lastLine().author().equals("customer");
  }
}
