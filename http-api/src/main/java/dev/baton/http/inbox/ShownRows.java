package dev.baton.http.inbox;

import dev.baton.identity.ConversationId;
import dev.baton.identity.OperatorId;
import dev.baton.inboxview.InboxEntry;
import dev.baton.inboxview.InboxStore.View;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which rows one client shows, and the newest of those that it must be told by its own socket: of
 * conversations that it follows and that are in no list that it watches.
 */
final class ShownRows {
  private final OperatorId viewer;
  private final Map<ConversationId, InboxEntry> untold = new LinkedHashMap<>();
  private Set<View> watched = EnumSet.of(View.WAITING, View.MINE);

  ShownRows(OperatorId viewer) {
    this.viewer = viewer;
  }

  /**
   * These lists are watched from now on.
   *
   * @return them
   */
  Set<View> watch(List<@Nullable String> names) {
    Set<View> wanted = EnumSet.noneOf(View.class);
    names.forEach(name -> wanted.add(ConversationRoutes.view(String.valueOf(name))));
    watched = wanted;
    return wanted;
  }

  /** A row of a followed conversation has changed; those in watched lists come from elsewhere. */
  void changed(InboxEntry row) {
    if (watched.stream().noneMatch(view -> view.holds(row.placement(), viewer))) {
      untold.put(row.conversation(), row);
    }
  }

  /** What is to be told now. */
  List<InboxEntry> take() {
    List<InboxEntry> rows = List.copyOf(untold.values());
    untold.clear();
    return rows;
  }
}
