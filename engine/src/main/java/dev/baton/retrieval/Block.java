package dev.baton.retrieval;

import java.util.List;

/** A piece of a text that is better not cut: a paragraph or a list. */
public sealed interface Block {
  /**
   * The block as plain text: lists have a line for each item, begun by {@code - } or {@code 1. }.
   */
  String text();

  /** A paragraph. */
  record Prose(String text) implements Block {}

  /**
   * A list, a procedure, or the rows of a table.
   *
   * @param first the number of the first item when the order matters, 0 when it does not
   */
  record Listing(int first, List<String> items) implements Block {
    public Listing {
      items = List.copyOf(items);
    }

    @Override
    public String text() {
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < items.size(); i++) {
        lines
            .append(i == 0 ? "" : "\n")
            .append(first == 0 ? "- " : (first + i) + ". ")
            .append(items.get(i));
      }
      return lines.toString();
    }
  }
}
