package dev.baton.sources;

import dev.baton.retrieval.Section;
import java.util.List;

/**
 * What was read from a source: its text by sections, in reading order.
 *
 * @param title as the source names itself, or empty
 * @param pages how many pages it has; 1 when it is not paged
 */
public record SourceText(String title, int pages, List<Section> sections) {
  public SourceText {
    sections = List.copyOf(sections);
  }
}
