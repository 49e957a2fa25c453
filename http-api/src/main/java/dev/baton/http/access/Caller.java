package dev.baton.http.access;

import dev.baton.conversation.Principal;
import dev.baton.http.problem.Problem;
import dev.baton.http.problem.Refused;
import dev.baton.identity.WorkspaceId;
import dev.baton.operators.Operator;
import dev.baton.workspace.Author;
import org.jspecify.annotations.Nullable;

/**
 * Who of the team is calling: an operator by session, or an integration by key, which acts as an
 * operator of its own.
 *
 * @param sessionHash names the session; null for a key
 */
public record Caller(Operator operator, @Nullable String sessionHash) {
  public WorkspaceId workspace() {
    return operator.workspace();
  }

  public Principal.Operator principal() {
    return new Principal.Operator(operator.id(), operator.name());
  }

  /** The caller as one who changes settings. */
  public Author author(Author.Cause cause) {
    return new Author(operator.id(), operator.name(), cause);
  }

  /** The caller, if an admin. */
  public Caller admin() {
    if (operator.role() != Operator.Role.ADMIN) {
      throw new Refused(Problem.of(403, "not_allowed", "Only admins may do this."));
    }
    return this;
  }
}
