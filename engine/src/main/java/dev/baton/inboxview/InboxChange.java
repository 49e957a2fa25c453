package dev.baton.inboxview;

import org.jspecify.annotations.Nullable;

/**
 * A row of the inbox has become another.
 *
 * @param before where the conversation stood; null where that is not known, or it has just begun
 */
public record InboxChange(@Nullable Placement before, InboxEntry entry) {}
