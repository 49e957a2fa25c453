package dev.baton.simulator;

import dev.baton.conversation.ConversationEvent;
import dev.baton.conversation.Message;
import dev.baton.conversation.TimelineEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client that follows the conversation as {@code ConversationFeed} and its socket do: told after
 * each commit, it reads the journal from its cursor where something is missing.
 */
final class Feed {
  private static final int FOLLOW_AGAIN_MILLIS = 250;
  private static final int FOLLOW_TIMEOUT_MILLIS = 5_000;

  private final World world;
  private final Cluster cluster;
  private final boolean customers;
  private final List<TimelineEntry> view = new ArrayList<>();
  private @Nullable Incarnation followed;
  private long attempt;

  Feed(World world, Cluster cluster, boolean customers) {
    this.world = world;
    this.cluster = cluster;
    this.customers = customers;
  }

  void follow() {
    long mine = ++attempt;
    int via = world.random.nextInt(cluster.nodes());
    world.agenda.in(
        world.between(1, 20), () -> cluster.deliver(via, new Incarnation.Call.Follow(this)));
    world.agenda.in(
        FOLLOW_TIMEOUT_MILLIS,
        () -> {
          if (attempt == mine && followed == null) {
            follow();
          }
        });
  }

  /** The socket ends; the client keeps its view and comes back. */
  void cut() {
    world.happens(Fault.SOCKET_CUT);
    leave();
    world.agenda.in(world.between(100, 3_000), this::follow);
  }

  void reconnect() {
    leave();
    follow();
  }

  /** For good: nobody reads any more. */
  void leave() {
    attempt++;
    if (followed != null) {
      followed.leave(this);
      followed = null;
    }
  }

  void followed(Incarnation incarnation, long rev) {
    if (rev < view.size()) {
      // A second incarnation that knows less: not this one.
      incarnation.leave(this);
      world.agenda.in(FOLLOW_AGAIN_MILLIS, this::follow);
      return;
    }
    if (followed != null && followed != incarnation) {
      followed.leave(this);
    }
    followed = incarnation;
    catchUp(rev);
  }

  void happened(Incarnation incarnation, List<TimelineEntry> entries) {
    if (incarnation != followed || world.strikes(Fault.UPDATE_DROPPED, 60)) {
      return;
    }
    if (entries.getFirst().rev() > view.size() + 1) {
      catchUp(entries.getLast().rev());
      return;
    }
    for (TimelineEntry entry : entries) {
      if (entry.rev() > view.size()) {
        view.add(entry);
      }
    }
  }

  void ended(Incarnation incarnation) {
    if (incarnation == followed) {
      followed = null;
      world.agenda.in(FOLLOW_AGAIN_MILLIS, this::follow);
    }
  }

  private void catchUp(long rev) {
    if (rev > view.size()) {
      view.addAll(world.journal.read(view.size(), rev));
    }
  }

  /** Compares what was shown with the journal, by the journal's events alone. */
  void check() {
    List<ConversationEvent> rows = world.journal.rows();
    if (customers) {
      checkCustomer(rows);
      return;
    }
    if (view.size() != rows.size()) {
      throw new Broken(
          Invariant.VIEWS_AGREE, "a view of " + view.size() + " of " + rows.size() + " entries");
    }
    for (int i = 0; i < rows.size(); i++) {
      if (!view.get(i).equals(TimelineEntry.of(i + 1L, rows.get(i)))) {
        throw new Broken(Invariant.VIEWS_AGREE, "entry " + (i + 1) + " is another");
      }
    }
  }

  private void checkCustomer(List<ConversationEvent> rows) {
    int shown = 0;
    List<Message> messages = new ArrayList<>();
    for (TimelineEntry entry : view) {
      Message message = world.parts.customerGate().apply(entry);
      if (message != null) {
        messages.add(message);
      }
    }
    for (ConversationEvent row : rows) {
      String said = Said.of(row);
      if (said != null) {
        if (shown >= messages.size()
            || messages.get(shown).seq() != shown + 1L
            || !messages.get(shown).text().equals(said)) {
          throw new Broken(
              Invariant.VIEWS_AGREE, "the customer does not see message " + (shown + 1));
        }
        shown++;
      }
    }
    if (shown != messages.size()) {
      throw new Broken(Invariant.VIEWS_AGREE, "the customer sees what is no message");
    }
  }

  /** What of an event the customer may read, by the checker's own reading. */
  private static final class Said {
    static @Nullable String of(ConversationEvent event) {
      if (event instanceof ConversationEvent.CustomerWrote wrote) {
        return wrote.text();
      }
      if (event instanceof ConversationEvent.AgentSpoke spoke) {
        return spoke.text();
      }
      return event instanceof ConversationEvent.OperatorReplied replied ? replied.text() : null;
    }
  }
}
