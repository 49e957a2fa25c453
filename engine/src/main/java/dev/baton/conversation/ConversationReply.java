package dev.baton.conversation;

import dev.baton.inboxview.InboxEntry;
import dev.baton.serialization.CborSerializable;
import org.jspecify.annotations.Nullable;

/**
 * What a conversation answers to a command. Where none comes at all, the outcome is unknown, too.
 */
public sealed interface ConversationReply extends CborSerializable {
  /**
   * It took effect, now or when the same key came before.
   *
   * @param entry the conversation as it is now
   * @param message what was said, where the command said something
   * @param repeated whether it took effect when the same key came before
   */
  record Accepted(InboxEntry entry, @Nullable Message message, boolean repeated)
      implements ConversationReply {}

  /**
   * It did not, and nothing was stored.
   *
   * @param current the conversation as it is now; null where the asker may not know
   */
  record Refused(Refusal refusal, @Nullable InboxEntry current) implements ConversationReply {}

  /** The write failed: nobody can know whether it landed. The same key tells. */
  record Unknown() implements ConversationReply {}
}
