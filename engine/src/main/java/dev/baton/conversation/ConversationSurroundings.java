package dev.baton.conversation;

import akka.actor.typed.ActorRef;
import dev.baton.answering.RetrievalPool;
import dev.baton.identity.SourceId;
import dev.baton.identity.WorkspaceId;
import dev.baton.inboxview.InboxChange;
import dev.baton.workspace.WorkspaceSettings;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What every conversation on a node shares.
 *
 * @param settings the current settings of a workspace; must not block
 * @param operatorOnline whether anybody of the team has the inbox open
 * @param sourceLives whether a source still exists
 * @param inbox told each change of a row of the inbox; must not block
 */
public record ConversationSurroundings(
    ConversationSettings bounds,
    Function<WorkspaceId, WorkspaceSettings> settings,
    Predicate<WorkspaceId> operatorOnline,
    Predicate<SourceId> sourceLives,
    ActorRef<RetrievalPool.Message> pool,
    Consumer<InboxChange> inbox,
    ConversationCounters counters,
    DamagedConversations damaged,
    Clock clock) {}
