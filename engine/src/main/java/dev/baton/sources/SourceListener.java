package dev.baton.sources;

import dev.baton.identity.SourceId;
import dev.baton.identity.WorkspaceId;

/** Hears of every change to the sources, after it is stored. Must not block. */
public interface SourceListener {
  void changed(Source source);

  void removed(WorkspaceId workspace, SourceId source);
}
