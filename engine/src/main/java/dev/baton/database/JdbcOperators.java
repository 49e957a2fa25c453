package dev.baton.database;

import dev.baton.identity.OperatorId;
import dev.baton.identity.WorkspaceId;
import dev.baton.operators.Operator;
import dev.baton.operators.OperatorStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Operators, their sessions and the API keys in PostgreSQL. An e-mail address is used once. */
final class JdbcOperators implements OperatorStore {
  private final Jdbi jdbi;

  JdbcOperators(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @Override
  public void add(Operator operator, String passwordHash) {
    int added =
        jdbi.withHandle(handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO operator
                      (id, workspace, email, email_key, name, role, active, password_hash)
                    VALUES (:id, :workspace, :email, :emailKey, :name, :role, :active, :hash)
                    ON CONFLICT (email_key) DO NOTHING
                    """)
                .bind("id", operator.id().value())
                .bind("workspace", operator.workspace().value())
                .bind("email", Columns.text(operator.email()))
                .bind("emailKey", emailKey(operator.email()))
                .bind("name", Columns.text(operator.name()))
                .bind("role", operator.role().name())
                .bind("active", operator.active())
                .bind("hash", passwordHash)
                .execute());
    if (added == 0) {
      throw new IllegalArgumentException("an operator with this e-mail address exists");
    }
  }

  @Override
  public List<Operator> list(WorkspaceId workspace) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT * FROM operator WHERE workspace = :workspace ORDER BY added_at, id")
            .bind("workspace", workspace.value())
            .map(JdbcOperators::operator)
            .list());
  }

  @Override
  public Optional<Operator> find(OperatorId id) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT * FROM operator WHERE id = :id")
            .bind("id", id.value())
            .map(JdbcOperators::operator)
            .findOne());
  }

  @Override
  public Optional<Credentials> credentials(String email) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT * FROM operator WHERE email_key = :emailKey")
            .bind("emailKey", emailKey(email))
            .map((row, context) ->
                new Credentials(operator(row, context), row.getString("password_hash")))
            .findOne());
  }

  @Override
  public void addSession(String secretHash, OperatorId operator, Instant expiresAt) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                "INSERT INTO operator_session (secret_hash, operator, expires_at)"
                    + " VALUES (:hash, :operator, :expiresAt)")
            .bind("hash", secretHash)
            .bind("operator", operator.value())
            .bind("expiresAt", expiresAt)
            .execute());
  }

  @Override
  public Optional<Operator> session(String secretHash, Instant now) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                SELECT operator.* FROM operator_session
                JOIN operator ON operator.id = operator_session.operator
                WHERE secret_hash = :hash AND expires_at > :now AND active
                """)
            .bind("hash", secretHash)
            .bind("now", now)
            .map(JdbcOperators::operator)
            .findOne());
  }

  @Override
  public void removeSession(String secretHash) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate("DELETE FROM operator_session WHERE secret_hash = :hash")
            .bind("hash", secretHash)
            .execute());
  }

  @Override
  public void addKey(String secretHash, WorkspaceId workspace, String name) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                "INSERT INTO api_key (secret_hash, workspace, name)"
                    + " VALUES (:hash, :workspace, :name)")
            .bind("hash", secretHash)
            .bind("workspace", workspace.value())
            .bind("name", Columns.text(name))
            .execute());
  }

  @Override
  public Optional<WorkspaceId> key(String secretHash) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT workspace FROM api_key WHERE secret_hash = :hash")
            .bind("hash", secretHash)
            .map((row, context) -> new WorkspaceId(row.getString("workspace")))
            .findOne());
  }

  private static String emailKey(String email) {
    return email.strip().toLowerCase(Locale.ROOT).replace('\0', '\uFFFD');
  }

  private static Operator operator(ResultSet row, StatementContext context) throws SQLException {
    return new Operator(
        new OperatorId(row.getString("id")),
        new WorkspaceId(row.getString("workspace")),
        row.getString("email"),
        row.getString("name"),
        Operator.Role.valueOf(row.getString("role")),
        row.getBoolean("active"));
  }
}
