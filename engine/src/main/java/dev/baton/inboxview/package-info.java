/**
 * The team's lists: one row per conversation, derived from its state.
 *
 * <p>Read {@link dev.baton.inboxview.InboxEntry}, then {@link dev.baton.inboxview.InboxStore}.
 * Depends on {@code identity}, {@code handoff}. Guards: a row is replaced only by one with a larger
 * {@code rev}, so a late write cannot turn back the clock; the journal is the truth, and a
 * reconciler heals rows that lag behind it.
 */
@NullMarked
package dev.baton.inboxview;

import org.jspecify.annotations.NullMarked;
