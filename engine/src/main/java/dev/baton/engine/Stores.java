package dev.baton.engine;

import dev.baton.customers.CustomerSessionStore;
import dev.baton.inboxview.InboxStore;
import dev.baton.operators.OperatorStore;
import dev.baton.sources.SourceStore;
import dev.baton.workspace.WorkspaceStore;

/** Everything that is stored beside the journal. */
public record Stores(
    WorkspaceStore workspaces,
    OperatorStore operators,
    CustomerSessionStore customers,
    SourceStore sources,
    InboxStore inbox) {}
