package dev.baton.conversation;

import dev.baton.identity.ConversationId;

/** The stored history of a conversation cannot be read; somebody must repair it. */
public final class ConversationDamaged extends RuntimeException {
  public ConversationDamaged(ConversationId conversation) {
    super("the stored history of " + conversation + " cannot be read", null, false, false);
  }
}
