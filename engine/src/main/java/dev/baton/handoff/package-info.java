/**
 * Whether the agent speaks or the team takes over: rules over plain values, without Akka, Lucene or
 * a clock.
 *
 * <p>Depends on nothing of ours. Tests: {@code dev.baton.handoff} in the test tree.
 */
@NullMarked
package dev.baton.handoff;

import org.jspecify.annotations.NullMarked;
