/**
 * Virtual customers and operators who load a running server over its public protocol, with a record
 * of their own that everything is compared with.
 *
 * <p>Read {@link dev.baton.load.Load}, the command, then {@link dev.baton.load.scenario.Play}.
 * Knows nothing of the engine's code. docs/load.md says how each figure is measured.
 */
@NullMarked
package dev.baton.load;

import org.jspecify.annotations.NullMarked;
