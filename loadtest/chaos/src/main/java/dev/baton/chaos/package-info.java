/**
 * The full stack under fire: virtual customers and operators talk to the packaged server while it
 * and its database are killed, and then everything that stands is compared with everything that was
 * acknowledged.
 *
 * <p>Read {@link dev.baton.chaos.Chaos}, the command, then {@link dev.baton.chaos.ChaosRun}.
 * Depends on the server's parts only to set a workspace up, to start PostgreSQL and to read the
 * journal. Guards: nothing runs and nothing lies about after it, also when it is killed itself.
 * Tests: {@code KillTest}, {@code ComparisonTest}; {@code ./baton test --chaos} runs it.
 */
@NullMarked
package dev.baton.chaos;

import org.jspecify.annotations.NullMarked;
