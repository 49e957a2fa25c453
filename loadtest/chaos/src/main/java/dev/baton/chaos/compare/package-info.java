/**
 * The comparison: what every conversation is, by the customer's API, by the operators' and by the
 * journal's rows, against what the callers were told.
 *
 * <p>Read {@link dev.baton.chaos.compare.Comparison}. It shares no code with the server's rules.
 */
@NullMarked
package dev.baton.chaos.compare;

import org.jspecify.annotations.NullMarked;
