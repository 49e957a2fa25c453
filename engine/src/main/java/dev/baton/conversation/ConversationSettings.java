package dev.baton.conversation;

import java.time.Duration;

/**
 * The times and bounds of a conversation.
 *
 * @param quietPeriod how long the customer must have paused before the agent is asked, so that
 *     several lines get one answer
 * @param typingHold how long a sign of typing holds the agent back
 * @param holdMax the longest that typing can hold it back
 * @param answerDeadline how long the agent may take, once asked, before the conversation is handed
 *     off
 * @param idleAfter how long without a message until the actor rests
 * @param snapshotEvery events between snapshots
 * @param followersMax sockets that may follow one conversation on one node
 */
public record ConversationSettings(
    Duration quietPeriod,
    Duration typingHold,
    Duration holdMax,
    Duration answerDeadline,
    Duration idleAfter,
    int snapshotEvery,
    int followersMax) {}
