/**
 * Customers and operators who know only the public API, and the record they keep of what they were
 * told: for each send its key, its text, what was answered.
 *
 * <p>Read {@link dev.baton.chaos.world.Ledger}, then {@link dev.baton.chaos.world.Customers} and
 * {@link dev.baton.chaos.world.Operators}.
 */
@NullMarked
package dev.baton.chaos.world;

import org.jspecify.annotations.NullMarked;
