package dev.baton.operators;

import dev.baton.identity.OperatorId;
import dev.baton.identity.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Operators, their sessions and the API keys, as stored. Secrets arrive hashed. Every call is one
 * transaction and blocks.
 */
public interface OperatorStore {
  /**
   * Stores a new operator.
   *
   * @param passwordHash an Argon2id hash in PHC form
   */
  void add(Operator operator, String passwordHash);

  List<Operator> list(WorkspaceId workspace);

  Optional<Operator> find(OperatorId id);

  /** The operator with this e-mail address (compared without case) and the stored hash. */
  Optional<Credentials> credentials(String email);

  void addSession(String secretHash, OperatorId operator, Instant expiresAt);

  /** The active operator of an unexpired session. */
  Optional<Operator> session(String secretHash, Instant now);

  void removeSession(String secretHash);

  void addKey(String secretHash, WorkspaceId workspace, String name);

  /** The workspace of an API key. */
  Optional<WorkspaceId> key(String secretHash);

  /** An operator and the stored hash of the password. */
  record Credentials(Operator operator, String passwordHash) {}
}
