/**
 * What connected people see change: one conversation's history without a gap or a double, and a
 * workspace's lists.
 *
 * <p>Read {@link dev.baton.live.ConversationFeed} (replay from a cursor, then follow), then {@link
 * dev.baton.live.InboxBook} (publishes rows at once, stores them in batches) and {@link
 * dev.baton.live.Presence}. Depends on {@code conversation} and {@code inboxview}.
 *
 * <p>Guards: a feed delivers every {@code rev} after its cursor exactly once and in order, whatever
 * incarnation of the conversation it follows; what a subscriber of the lists cannot find in the
 * database yet, the book tells it on subscribing. Every buffer is bounded: a feed that falls behind
 * ends, and its client resumes.
 *
 * <p>Tests: {@code dev.baton.live}.
 */
@NullMarked
package dev.baton.live;

import org.jspecify.annotations.NullMarked;
