package dev.baton.conversation;

import dev.baton.identity.RequestId;
import org.jspecify.annotations.Nullable;

/**
 * What the conversation does about its request to the agent. Pure, so that what {@link
 * Conversation} does with timers and the pool can be simulated as it runs.
 */
public sealed interface Asking {
  /** Nothing is open: neither ask nor wait for an answer any more. */
  record Forget() implements Asking {}

  /** Ask once the customer has paused; an earlier request's deadline no longer counts. */
  record AfterPause(PendingAnswer pending) implements Asking {}

  /** Ask, and let the deadline begin. */
  record Now(PendingAnswer pending) implements Asking {}

  /** What was begun goes on. */
  record Unchanged() implements Asking {}

  /** After a write. */
  static Asking afterWrite(ConversationState before, ConversationState after) {
    @Nullable PendingAnswer pending = after.pending();
    if (pending == null) {
      return new Forget();
    }
    return pending.equals(before.pending()) ? new Unchanged() : new AfterPause(pending);
  }

  /** After a start: nobody knows whether the agent was asked before the crash. */
  static Asking afterRecovery(ConversationState state) {
    return state.pending() == null ? new Unchanged() : new Now(state.pending());
  }

  /** When the pause after {@code request} is over. */
  static Asking whenDue(ConversationState state, RequestId request) {
    @Nullable PendingAnswer pending = state.pending();
    return pending != null && pending.request().equals(request)
        ? new Now(pending)
        : new Unchanged();
  }
}
