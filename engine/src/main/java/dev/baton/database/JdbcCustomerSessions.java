package dev.baton.database;

import dev.baton.customers.CustomerSession;
import dev.baton.customers.CustomerSessionStore;
import dev.baton.identity.ConversationId;
import dev.baton.identity.CustomerId;
import dev.baton.identity.WorkspaceId;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Customers' sessions in PostgreSQL. */
final class JdbcCustomerSessions implements CustomerSessionStore {
  private final Jdbi jdbi;

  JdbcCustomerSessions(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @Override
  public void add(String tokenHash, CustomerSession session) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                """
                INSERT INTO customer_session (token_hash, workspace, conversation, customer,
                  page_url, page_title, expires_at)
                VALUES (:hash, :workspace, :conversation, :customer, :pageUrl, :pageTitle,
                  :expiresAt)
                """)
            .bind("hash", tokenHash)
            .bind("workspace", session.workspace().value())
            .bind("conversation", session.conversation().value())
            .bind("customer", session.customer().value())
            .bind("pageUrl", Columns.text(session.pageUrl()))
            .bind("pageTitle", Columns.text(session.pageTitle()))
            .bind("expiresAt", session.expiresAt())
            .execute());
  }

  @Override
  public Optional<CustomerSession> find(String tokenHash) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT * FROM customer_session WHERE token_hash = :hash")
            .bind("hash", tokenHash)
            .map((row, context) ->
                new CustomerSession(
                    new WorkspaceId(row.getString("workspace")),
                    new ConversationId(row.getString("conversation")),
                    new CustomerId(row.getString("customer")),
                    row.getString("page_url"),
                    row.getString("page_title"),
                    Columns.instant(row, "expires_at")))
            .findOne());
  }

  @Override
  public void extend(String tokenHash, Instant expiresAt) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                "UPDATE customer_session SET expires_at = :expiresAt"
                    + " WHERE token_hash = :hash AND expires_at < :expiresAt")
            .bind("hash", tokenHash)
            .bind("expiresAt", expiresAt)
            .execute());
  }

  @Override
  public int removeExpired(Instant before, int most) {
    return jdbi.withHandle(handle ->
        handle
            .createUpdate(
                """
                DELETE FROM customer_session WHERE token_hash IN (
                  SELECT token_hash FROM customer_session WHERE expires_at < :before
                  ORDER BY expires_at LIMIT :most)
                """)
            .bind("before", before)
            .bind("most", most)
            .execute());
  }
}
