/**
 * What the agent answers from: stored, read into sections, cut into passages.
 *
 * <p>Read {@link dev.baton.sources.Source}, then {@link dev.baton.sources.SourceLibrary}, which is
 * everything one can do with sources, over {@link dev.baton.sources.SourceStore}. {@link
 * dev.baton.sources.SourceReader} turns bytes into {@link dev.baton.sources.SourceText}; {@link
 * dev.baton.sources.SourceFormat} says what the bytes are; {@link dev.baton.sources.SourceLimits}
 * holds every bound. Links are fetched by a {@link dev.baton.sources.PageFetcher}.
 *
 * <p>Depends on {@code identity} and {@code retrieval}. Guards: a source is never ready with zero
 * passages; a failed one says what a person can do about it; what is removed stays removed, even
 * while it is read; hidden text of a page is not read; a PDF is opened only in a process of its
 * own. Tests: {@code SourceLibraryTest}, and one for each format.
 */
@NullMarked
package dev.baton.sources;

import org.jspecify.annotations.NullMarked;
