/**
 * What a run has shown: JSON, a page, the terminal, and whether the objectives were met.
 *
 * <p>Read {@link dev.baton.load.report.Result}.
 */
@NullMarked
package dev.baton.load.report;

import org.jspecify.annotations.NullMarked;
