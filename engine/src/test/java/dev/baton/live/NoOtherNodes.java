package dev.baton.live;

import dev.baton.identity.WorkspaceId;

/** For a book whose only colleagues are those of the tests before. */
final class NoOtherNodes implements OtherNodes {
  @Override
  public void heard(WorkspaceId workspace, InboxNews news) {}

  @Override
  public void missed() {}

  @Override
  public void gone() {}
}
