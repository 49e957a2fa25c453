package dev.baton.conversation;

/** Why a command may not happen. */
public enum Refusal {
  /** There is no such conversation for this principal: none at all, or somebody else's. */
  NOT_FOUND,
  /** Somebody else changed the owner first; the reply carries who owns it now. */
  OWNERSHIP_CHANGED,
  /** The key was used for other content. */
  KEY_REUSED,
  /** An operator cannot speak in a closed conversation. */
  CLOSED,
  /** The team has switched handing off off. */
  HANDOFF_OFF,
  /** The message is no answer of the agent in this conversation. */
  NO_ANSWER,
  /** The text is empty. */
  EMPTY,
  /** The text has more than {@link ConversationRules#MESSAGE_LENGTH_MAX} characters. */
  TOO_LONG,
  /** The conversation holds {@link ConversationRules#MESSAGES_MAX} messages. */
  FULL
}
