package dev.baton.operators;

import dev.baton.identity.OperatorId;
import dev.baton.identity.WorkspaceId;

/** A person of the team who works in the inbox. */
public record Operator(
    OperatorId id, WorkspaceId workspace, String email, String name, Role role, boolean active) {
  /** What an operator may do: admins also set up sources, settings and the team. */
  public enum Role {
    ADMIN,
    OPERATOR
  }
}
