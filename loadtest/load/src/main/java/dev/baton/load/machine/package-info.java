/**
 * What the run costs: processor and memory of the server, its database and the tool.
 *
 * <p>Read {@link dev.baton.load.machine.Machine}. Linux only; elsewhere every figure is missing.
 */
@NullMarked
package dev.baton.load.machine;

import org.jspecify.annotations.NullMarked;
