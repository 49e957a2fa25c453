package dev.baton.engine;

import dev.baton.identity.SourceId;
import dev.baton.identity.WorkspaceId;
import dev.baton.live.InboxNews;
import dev.baton.live.OtherNodes;
import dev.baton.sources.Source;
import dev.baton.sources.SourceLibrary;
import dev.baton.workspace.WorkspaceDirectory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what this node holds in memory of settings and sources like that of the other nodes. */
final class Elsewhere implements OtherNodes {
  private static final Logger LOG = LoggerFactory.getLogger(Elsewhere.class);

  private final WorkspaceDirectory workspaces;
  private final CompletableFuture<SourceLibrary> library;
  private final RemovedSources removed;
  private final Executor blocking;
  private final Executor reading;

  /**
   * What follows other nodes.
   *
   * @param library there once the engine has started
   * @param reading where indexes are changed; may block for minutes
   */
  Elsewhere(
      WorkspaceDirectory workspaces,
      CompletableFuture<SourceLibrary> library,
      RemovedSources removed,
      Executor blocking,
      Executor reading) {
    this.workspaces = workspaces;
    this.library = library;
    this.removed = removed;
    this.blocking = blocking;
    this.reading = reading;
  }

  @Override
  public void heard(WorkspaceId workspace, InboxNews news) {
    switch (news) {
      case InboxNews.SettingsChanged changed -> later(blocking, workspaces::refresh);
      case InboxNews.SourceChanged changed -> {
        Source source = changed.source();
        if (source.state() == Source.State.READY || source.state() == Source.State.FAILED) {
          follow(workspace, source.id());
        }
      }
      case InboxNews.SourceRemoved gone -> {
        removed.add(gone.id());
        follow(workspace, gone.id());
      }
      default -> {}
    }
  }

  @Override
  public void missed() {
    later(blocking, workspaces::refresh);
    later(reading, () -> library.join().rebuild());
  }

  @Override
  public void gone() {
    later(reading, () -> library.join().takeUp());
  }

  private void follow(WorkspaceId workspace, SourceId source) {
    later(blocking, () -> library.join().follow(workspace, source));
  }

  private static void later(Executor executor, Runnable work) {
    try {
      executor.execute(() -> {
        try {
          work.run();
        } catch (RuntimeException e) {
          LOG.warn("what another node has changed is not followed yet: {}", e.toString());
        }
      });
    } catch (RejectedExecutionException e) {
      LOG.warn("too much waits to follow what another node has changed");
    }
  }
}
