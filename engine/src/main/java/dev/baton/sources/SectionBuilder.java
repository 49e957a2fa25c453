package dev.baton.sources;

import dev.baton.retrieval.Block;
import dev.baton.retrieval.Section;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects sections in reading order while a document is walked: a heading begins a section, and
 * stands above everything until a heading of its level or higher.
 */
public final class SectionBuilder {
  private record Heading(int level, String text) {}

  private final List<Section> sections = new ArrayList<>();
  private final List<Heading> path = new ArrayList<>();
  private final List<Block> blocks = new ArrayList<>();
  private @Nullable Integer page;
  private int characters;

  public void heading(int level, String text) {
    finish();
    String plain = plain(text);
    if (plain.isEmpty()) {
      return;
    }
    path.removeIf(heading -> heading.level() >= level);
    path.add(new Heading(level, plain));
  }

  /** The text that follows stands on this page, under the same headings. */
  public void page(int number) {
    finish();
    page = number;
  }

  public void prose(String text) {
    String stripped = text.strip();
    if (!stripped.isEmpty() && within(stripped)) {
      blocks.add(new Block.Prose(stripped));
    }
  }

  public void listing(int first, List<String> items) {
    List<String> kept =
        items.stream().map(SectionBuilder::plain).filter(item -> !item.isEmpty()).toList();
    if (!kept.isEmpty() && within(String.join("\n", kept))) {
      blocks.add(new Block.Listing(first, kept));
    }
  }

  public List<Section> sections() {
    finish();
    return sections;
  }

  private boolean within(String text) {
    characters += text.length();
    return characters <= SourceLimits.CHARACTERS_MAX;
  }

  private void finish() {
    if (!blocks.isEmpty()) {
      sections.add(new Section(path.stream().map(Heading::text).toList(), page, blocks));
      blocks.clear();
    }
  }

  /** One line, single spaces. */
  static String plain(String text) {
    return text.replaceAll("[\\s\\u00a0]+", " ").strip();
  }
}
