package dev.baton.live;

import dev.baton.identity.WorkspaceId;

/** For a book that has no colleagues. */
final class NoOtherNodes implements OtherNodes {
  @Override
  public void heard(WorkspaceId workspace, InboxNews news) {
    throw new AssertionError("there is nobody to hear");
  }

  @Override
  public void missed() {
    throw new AssertionError("there is nobody to miss");
  }

  @Override
  public void gone() {
    throw new AssertionError("there was nobody to go");
  }
}
