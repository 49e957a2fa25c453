package dev.baton.retrieval;

import dev.baton.identity.SourceId;
import org.jspecify.annotations.Nullable;

/**
 * The unit of retrieval and citation: a stretch of one source, cut where its structure allows.
 *
 * @param ordinal the position within its source, from 0
 * @param title the title of the source, or of the page where it has its own
 * @param heading the path of headings above it, joined by {@code " › "}
 * @param page the page number in a paged source, from 1
 * @param url an http or https address that shows it
 * @param text never blank
 */
public record Passage(
    SourceId source,
    int ordinal,
    String title,
    @Nullable String heading,
    @Nullable Integer page,
    @Nullable String url,
    String text) {}
