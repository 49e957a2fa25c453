package dev.baton.customers;

import dev.baton.identity.ConversationId;
import dev.baton.identity.CustomerId;
import dev.baton.identity.WorkspaceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One customer's right to one conversation, until it expires. */
public record CustomerSession(
    WorkspaceId workspace,
    ConversationId conversation,
    CustomerId customer,
    @Nullable String pageUrl,
    @Nullable String pageTitle,
    Instant expiresAt) {

  /** The same, open until then. */
  public CustomerSession until(Instant then) {
    return then.equals(expiresAt)
        ? this
        : new CustomerSession(workspace, conversation, customer, pageUrl, pageTitle, then);
  }
}
