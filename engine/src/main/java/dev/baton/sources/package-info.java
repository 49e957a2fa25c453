/**
 * What the agent answers from: stored, read into pages, cut into passages.
 *
 * <p>Read {@link dev.baton.sources.Source}, then {@link dev.baton.sources.SourceStore}. Depends on
 * {@code identity} and {@code retrieval}. Guards: a source is never ready with zero passages; a
 * failed one says what a person can do about it.
 */
@NullMarked
package dev.baton.sources;

import org.jspecify.annotations.NullMarked;
