package dev.baton.live;

import akka.actor.typed.ActorRef;
import dev.baton.identity.WorkspaceId;
import dev.baton.inboxview.InboxChange;
import dev.baton.serialization.CborSerializable;
import java.util.List;
import java.util.Set;

/**
 * What one node's book tells those of the others: at once after a quiet moment, else every 50 ms,
 * and each second where nothing happens.
 *
 * @param number from 1, without a gap
 * @param open workspaces whose inbox somebody has open there
 * @param unstoredMillis how long the oldest row waits there to be stored; 0 where none does
 */
record Bulletin(
    ActorRef<InboxBook.Message> from,
    long number,
    List<InboxChange> changes,
    List<Announced> news,
    Set<WorkspaceId> open,
    long unstoredMillis)
    implements InboxBook.Message, CborSerializable {

  /** Something else of a workspace has changed. */
  record Announced(WorkspaceId workspace, InboxNews news) {}
}
