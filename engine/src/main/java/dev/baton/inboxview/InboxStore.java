package dev.baton.inboxview;

import dev.baton.identity.ConversationId;
import dev.baton.identity.OperatorId;
import dev.baton.identity.WorkspaceId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of the inbox, as stored. Every call is one transaction and blocks. */
public interface InboxStore {
  /** Writes the entries; one whose {@code rev} is not larger than the stored one is left out. */
  void upsert(Collection<InboxEntry> entries);

  Optional<InboxEntry> find(WorkspaceId workspace, ConversationId conversation);

  /**
   * One page of a list.
   *
   * @param most 1 to 200
   * @param cursor as returned by the page before; null for the first. An unreadable one is an
   *     IllegalArgumentException
   */
  Page list(WorkspaceId workspace, View view, OperatorId viewer, int most, @Nullable String cursor);

  /** The conversations that changed last, the latest first, at most {@code most}. */
  List<ConversationId> latest(WorkspaceId workspace, int most);

  /** How many conversations the workspace's lists hold. Takes the same time however many. */
  Tally tally(WorkspaceId workspace);

  /** Which of these conversations have no row, or one with a smaller {@code rev} than given. */
  List<ConversationId> behind(Map<ConversationId, Long> revs);

  /**
   * Conversations that the agent owns and in which the customer spoke last, at most {@code most}.
   */
  List<ConversationId> awaitingAgent(int most);

  /**
   * The ordering of the journal up to which rows were found to be as new as their conversations; 0
   * where nothing was compared yet.
   */
  long comparedUpTo();

  /** Keeps that. Never goes back. */
  void keepComparedUpTo(long ordering);

  /** A list of the inbox: waiting by longest wait, the others by latest change. */
  enum View {
    WAITING,
    MINE,
    AGENT,
    TEAM,
    CLOSED;

    /** Whether the viewer's list of this name holds a conversation that stands there. */
    public boolean holds(Placement placement, OperatorId viewer) {
      return switch (this) {
        case WAITING -> placement.owner() == InboxEntry.OwnerKind.QUEUE;
        case MINE -> viewer.equals(placement.operator());
        case AGENT -> placement.owner() == InboxEntry.OwnerKind.AGENT;
        case TEAM -> placement.owner() == InboxEntry.OwnerKind.OPERATOR;
        case CLOSED -> placement.owner() == InboxEntry.OwnerKind.NONE;
      };
    }
  }

  /**
   * A stretch of a list.
   *
   * @param next the cursor of the next page, null on the last
   */
  record Page(List<InboxEntry> entries, @Nullable String next) {}

  /** How many conversations each list holds; {@code mine} for one operator. */
  record Counts(long waiting, long mine, long agent, long team, long closed) {}

  /**
   * How many conversations the lists hold, for everybody at once.
   *
   * @param mine by operator; none where an operator is missing
   */
  record Tally(long waiting, long agent, long closed, Map<OperatorId, Long> mine) {
    public Tally {
      mine = Map.copyOf(mine);
    }

    /** What one operator sees of it. */
    public Counts of(OperatorId viewer) {
      long team = mine.values().stream().mapToLong(Long::longValue).sum();
      return new Counts(waiting, mine.getOrDefault(viewer, 0L), agent, team, closed);
    }
  }
}
