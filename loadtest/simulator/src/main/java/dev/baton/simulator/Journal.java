package dev.baton.simulator;

import dev.baton.conversation.ConversationEvent;
import dev.baton.conversation.ConversationState;
import dev.baton.conversation.StoredConversation;
import dev.baton.conversation.TimelineEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The rows of one conversation and its snapshots. A row's number is its primary key: a write that
 * would give a number again fails as a whole. A write can be slow, fail, or end in a way that its
 * writer does not learn.
 */
final class Journal {
  /** What a writer is told. */
  enum Told {
    STORED,
    FAILED
  }

  private static final int TIMEOUT_MILLIS = 3_000;

  private final World world;
  private final List<ConversationEvent> rows = new ArrayList<>();
  private final Fold fold = new Fold();
  private final List<StoredConversation> snapshots = new ArrayList<>();

  Journal(World world) {
    this.world = world;
  }

  int size() {
    return rows.size();
  }

  Owner owner() {
    return fold.owner();
  }

  Fold fold() {
    return fold;
  }

  List<ConversationEvent> rows() {
    return rows;
  }

  /** The entries after one {@code rev}, up to another. */
  List<TimelineEntry> read(long after, long upTo) {
    List<TimelineEntry> entries = new ArrayList<>();
    for (long rev = after + 1; rev <= Math.min(upTo, rows.size()); rev++) {
      entries.add(TimelineEntry.of(rev, rows.get((int) rev - 1)));
    }
    return entries;
  }

  void write(Incarnation writer, long after, List<ConversationEvent> events, Consumer<Told> told) {
    long duration = world.between(1, 8);
    if (world.strikes(Fault.COMMIT_DELAYED, 150)) {
      duration += world.between(100, 4_000);
    }
    if (world.strikes(Fault.COMMIT_FAILED, 60)) {
      world.agenda.in(duration, () -> told.accept(Told.FAILED));
    } else if (world.strikes(Fault.COMMIT_UNKNOWN_LOST, 40)) {
      world.agenda.in(TIMEOUT_MILLIS, () -> told.accept(Told.FAILED));
    } else if (world.strikes(Fault.COMMIT_UNKNOWN_STORED, 60)) {
      world.agenda.in(duration, () -> append(after, events));
      world.agenda.in(duration + world.between(1, 20), () -> told.accept(Told.FAILED));
    } else if (world.strikes(Fault.COMMIT_UNKNOWN_LATE, 60)) {
      world.agenda.in(duration, () -> told.accept(Told.FAILED));
      world.agenda.in(duration + world.between(1, 4_000), () -> append(after, events));
    } else {
      long notice = world.between(0, 2);
      world.agenda.in(
          duration,
          () -> {
            boolean stored = append(after, events);
            if (stored) {
              writer.committed();
            }
            world.agenda.in(notice, () -> told.accept(stored ? Told.STORED : Told.FAILED));
          });
    }
  }

  private boolean append(long after, List<ConversationEvent> events) {
    if (after != rows.size()) {
      world.happens(Fault.COMMIT_FENCED);
      if (world.parts.has(Parts.Guard.FENCE)) {
        return false;
      }
    }
    if (world.trace != null) {
      events.forEach(event -> world.say("    stored " + event));
    }
    rows.addAll(events);
    fold.write(events);
    return true;
  }

  void snapshot(ConversationState state) {
    if (!world.strikes(Fault.SNAPSHOT_LOST, 200)) {
      snapshots.add(StoredConversation.of(state));
    }
  }

  /** What a start reads: the newest snapshot, an older one, or none, and the rows after it. */
  ConversationState recover() {
    int which = snapshots.isEmpty() ? 0 : world.random.nextInt(snapshots.size() + 1);
    ConversationState state = ConversationState.empty();
    if (which > 0) {
      state = world.parts.snapshots().apply(snapshots.get(which - 1)).state();
    }
    for (int rev = (int) state.rev(); rev < rows.size(); rev++) {
      state = ConversationState.evolve(state, rows.get(rev));
    }
    return state;
  }
}
