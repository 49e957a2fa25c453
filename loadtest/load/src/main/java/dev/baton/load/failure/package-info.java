/** How a run ends before its time: {@link dev.baton.load.failure.LoadFailed}. */
@NullMarked
package dev.baton.load.failure;

import org.jspecify.annotations.NullMarked;
