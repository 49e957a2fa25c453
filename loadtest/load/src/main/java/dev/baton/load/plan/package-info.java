/** What a run is to do: {@link dev.baton.load.plan.Plan}. */
@NullMarked
package dev.baton.load.plan;

import org.jspecify.annotations.NullMarked;
