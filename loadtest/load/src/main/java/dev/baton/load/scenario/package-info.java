/**
 * What customers and operators do in a run.
 *
 * <p>Read {@link dev.baton.load.scenario.Play}, then a {@link dev.baton.load.scenario.Script}.
 */
@NullMarked
package dev.baton.load.scenario;

import org.jspecify.annotations.NullMarked;
