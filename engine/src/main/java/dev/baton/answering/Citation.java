package dev.baton.answering;

import dev.baton.identity.SourceId;
import org.jspecify.annotations.Nullable;

/**
 * Where a statement of the agent stands in the sources.
 *
 * @param number as shown to the customer, from 1
 * @param page the page number in a paged source, from 1
 * @param url an http or https address
 * @param passage the text that the answer rests on
 */
public record Citation(
    int number,
    SourceId source,
    String title,
    @Nullable String heading,
    @Nullable Integer page,
    @Nullable String url,
    String passage) {}
