package dev.baton.live;

import dev.baton.identity.ConversationId;
import dev.baton.identity.OperatorId;
import dev.baton.identity.WorkspaceId;
import dev.baton.inboxview.InboxEntry;
import dev.baton.inboxview.InboxStore;
import dev.baton.inboxview.InboxStore.View;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Remembers the batches; fails as often as it is told to. */
final class FakeInboxStore implements InboxStore {
  final Queue<List<InboxEntry>> batches = new ArrayDeque<>();
  final List<WorkspaceId> counted = new ArrayList<>();
  int upserts;
  int failures;
  InboxStore.@Nullable Tally tally;

  @Override
  public void upsert(Collection<InboxEntry> entries) {
    upserts++;
    if (failures > 0) {
      failures--;
      throw new IllegalStateException("database away");
    }
    batches.add(List.copyOf(entries));
  }

  @Override
  public Optional<InboxEntry> find(WorkspaceId workspace, ConversationId conversation) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Page list(
      WorkspaceId workspace, View view, OperatorId viewer, int most, @Nullable String cursor) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<ConversationId> latest(WorkspaceId workspace, int most) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Tally tally(WorkspaceId workspace) {
    counted.add(workspace);
    if (tally == null) {
      throw new IllegalStateException("database away");
    }
    return tally;
  }

  @Override
  public List<ConversationId> behind(Map<ConversationId, Long> revs) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<ConversationId> awaitingAgent(int most) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long comparedUpTo() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void keepComparedUpTo(long ordering) {
    throw new UnsupportedOperationException();
  }
}
