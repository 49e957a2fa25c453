package dev.baton.live;

import dev.baton.identity.WorkspaceId;

/** What a node does about the others. Must not block. */
public interface OtherNodes {
  /** For a server that stands alone. */
  OtherNodes NONE =
      new OtherNodes() {
        @Override
        public void heard(WorkspaceId workspace, InboxNews news) {}

        @Override
        public void missed() {}

        @Override
        public void gone() {}
      };

  /** Something of a workspace has changed there. */
  void heard(WorkspaceId workspace, InboxNews news);

  /** Something may have changed there that was not heard. */
  void missed();

  /** One of them is gone. */
  void gone();
}
