/**
 * What runs inside the server under fire: the points at which it can be made to die, reached by
 * wrapping its parts from outside, and an agent that is late, absent or broken.
 *
 * <p>Read {@link dev.baton.chaos.faults.FaultyServer}, then {@link dev.baton.chaos.faults.Faults}.
 * Nothing of the product may use this room; {@code NoFaultsInProductionTest} keeps it so.
 */
@NullMarked
package dev.baton.chaos.faults;

import org.jspecify.annotations.NullMarked;
