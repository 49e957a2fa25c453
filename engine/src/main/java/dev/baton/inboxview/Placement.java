package dev.baton.inboxview;

import dev.baton.identity.OperatorId;
import org.jspecify.annotations.Nullable;

/**
 * Who owns a conversation, as far as it decides which lists hold it.
 *
 * @param operator set exactly when owner is OPERATOR
 */
public record Placement(InboxEntry.OwnerKind owner, @Nullable OperatorId operator) {}
