/**
 * The processes that are killed, stalled and started again: the server and its database.
 *
 * <p>Read {@link dev.baton.chaos.victims.ServerProcess}, then {@link
 * dev.baton.chaos.victims.Postgres}. Nothing outlives the driver: the server stops when its input
 * ends, and {@link dev.baton.chaos.victims.Undertaker} sees to the rest.
 */
@NullMarked
package dev.baton.chaos.victims;

import org.jspecify.annotations.NullMarked;
