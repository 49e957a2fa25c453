package dev.baton.retrieval;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands under one heading of a source, up to the next heading or page.
 *
 * @param headings the path of headings above it, outermost first; empty when there is none
 * @param page the page number in a paged source, from 1
 */
public record Section(List<String> headings, @Nullable Integer page, List<Block> blocks) {
  public Section {
    headings = List.copyOf(headings);
    blocks = List.copyOf(blocks);
  }
}
