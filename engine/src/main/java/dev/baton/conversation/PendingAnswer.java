package dev.baton.conversation;

import dev.baton.identity.RequestId;
import java.time.Instant;

/**
 * A request to the agent that has not come to an outcome.
 *
 * @param repeated whether it asks again what another request asked
 */
public record PendingAnswer(
    RequestId request, long generation, long upToSeq, Instant askedAt, boolean repeated) {}
