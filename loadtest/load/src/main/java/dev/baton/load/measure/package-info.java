/**
 * Figures while a run goes on: times, rates, and the line that a person watches.
 *
 * <p>Read {@link dev.baton.load.measure.Meter}.
 */
@NullMarked
package dev.baton.load.measure;

import org.jspecify.annotations.NullMarked;
