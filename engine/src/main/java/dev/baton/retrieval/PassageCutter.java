package dev.baton.retrieval;

import dev.baton.identity.SourceId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the sections of a source into passages. A passage never crosses a heading or a page, keeps a
 * list and the line that introduces it together where they fit, and never cuts a sentence, unless
 * one "sentence" alone is longer than a passage may be.
 */
public final class PassageCutter {
  private static final int WORDS_LEAST = 40;
  private static final int WORDS_MOST = 180;
  private static final int LIST_WORDS_MOST = 260;
  private static final int LEAD_IN_WORDS_MOST = 40;
  private static final int CHARACTERS_MOST = 4_000;
  private static final int HEADING_CHARACTERS_MOST = 300;

  private PassageCutter() {}

  /** The passages of a source in reading order, numbered from 0. None when there is no text. */
  public static List<Passage> cut(
      SourceId source, String title, @Nullable String url, List<Section> sections) {
    List<Passage> passages = new ArrayList<>();
    for (Section section : sections) {
      String heading = heading(section, title);
      for (String text : packed(pieces(section.blocks()))) {
        passages.add(
            new Passage(source, passages.size(), title, heading, section.page(), url, text));
      }
    }
    return passages;
  }

  private static @Nullable String heading(Section section, String title) {
    List<String> path =
        section.headings().stream()
            .map(String::strip)
            .filter(heading -> !heading.isEmpty() && !heading.equalsIgnoreCase(title.strip()))
            .toList();
    String joined = String.join(" › ", path);
    if (joined.length() > HEADING_CHARACTERS_MOST) {
      joined = joined.substring(0, HEADING_CHARACTERS_MOST);
    }
    return joined.isEmpty() ? null : joined;
  }

  private static List<String> pieces(List<Block> blocks) {
    List<String> pieces = new ArrayList<>();
    for (Block block : blocks) {
      if (block.text().isBlank()) {
        continue;
      }
      switch (block) {
        case Block.Prose prose -> pieces.addAll(prosePieces(prose.text().strip()));
        case Block.Listing listing -> addListing(pieces, listing);
      }
    }
    return pieces;
  }

  private static void addListing(List<String> pieces, Block.Listing listing) {
    String leadIn = pieces.isEmpty() ? "" : pieces.getLast();
    boolean introduces =
        leadIn.endsWith(":")
            || (!leadIn.isEmpty()
                && Sentences.words(leadIn) <= LEAD_IN_WORDS_MOST
                && !leadIn.contains("\n"));
    List<String> parts = listParts(listing);
    if (introduces
        && Sentences.words(leadIn) + Sentences.words(parts.getFirst()) <= LIST_WORDS_MOST) {
      pieces.removeLast();
      parts.set(0, leadIn + "\n\n" + parts.getFirst());
    }
    pieces.addAll(parts);
  }

  private static List<String> listParts(Block.Listing listing) {
    List<String> parts = new ArrayList<>();
    if (fits(listing.text(), LIST_WORDS_MOST)) {
      parts.add(listing.text());
      return parts;
    }
    int from = 0;
    for (int to = 1; to <= listing.items().size(); to++) {
      boolean last = to == listing.items().size();
      if (last || !fits(part(listing, from, to + 1), WORDS_MOST)) {
        parts.addAll(split(part(listing, from, to)));
        from = to;
      }
    }
    return parts;
  }

  private static String part(Block.Listing listing, int from, int to) {
    int first = listing.first() == 0 ? 0 : listing.first() + from;
    return new Block.Listing(first, listing.items().subList(from, to)).text();
  }

  private static List<String> prosePieces(String text) {
    if (fits(text, WORDS_MOST)) {
      return List.of(text);
    }
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    for (String sentence : Sentences.of(text)) {
      if (!piece.isEmpty() && !fits(piece + " " + sentence, WORDS_MOST)) {
        pieces.add(piece.toString());
        piece.setLength(0);
      }
      if (fits(sentence, WORDS_MOST)) {
        piece.append(piece.isEmpty() ? "" : " ").append(sentence);
      } else {
        pieces.addAll(split(sentence));
      }
    }
    if (!piece.isEmpty()) {
      pieces.add(piece.toString());
    }
    return pieces;
  }

  /** The last resort, for what no structure divides: between words, or anywhere in endless ones. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    String rest = text;
    while (!fits(rest, LIST_WORDS_MOST)) {
      int end = Math.min(rest.length(), CHARACTERS_MOST / 4);
      int space = rest.lastIndexOf(' ', end);
      end = space > 0 ? space : end;
      if (Character.isHighSurrogate(rest.charAt(end - 1))) {
        end--;
      }
      parts.add(rest.substring(0, end).strip());
      rest = rest.substring(end).strip();
    }
    parts.add(rest);
    parts.removeIf(String::isBlank);
    return parts;
  }

  private static boolean fits(String text, int words) {
    return text.length() <= CHARACTERS_MOST && Sentences.words(text) <= words;
  }

  private static List<String> packed(List<String> pieces) {
    List<String> passages = new ArrayList<>();
    for (String piece : pieces) {
      boolean small = !passages.isEmpty() && Sentences.words(passages.getLast()) < WORDS_LEAST;
      int most = small || Sentences.words(piece) < WORDS_LEAST ? LIST_WORDS_MOST : WORDS_MOST;
      if (!passages.isEmpty() && fits(passages.getLast() + "\n\n" + piece, most)) {
        passages.add(passages.removeLast() + "\n\n" + piece);
      } else {
        passages.add(piece);
      }
    }
    return passages;
  }
}
