package dev.baton.retrieval;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where sentences end: the Unicode rules (UAX 29, as {@link BreakIterator} has them), mended where
 * an abbreviation or a lone number only looks like an end. Joined by single spaces, the sentences
 * are the text again. There is no end within a word: {@code ./baton} is one.
 */
public final class Sentences {
  private static final Set<String> NO_END =
      Set.of(
          "e.g.", "i.e.", "etc.", "vs.", "cf.", "mr.", "mrs.", "ms.", "dr.", "prof.", "st.", "no.",
          "nr.", "fig.", "approx.", "inc.", "ltd.", "co.", "z.b.", "bzw.", "p.", "pp.", "sec.",
          "ca.", "u.s.", "a.m.", "p.m.");

  private Sentences() {}

  public static List<String> of(String text) {
    BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
    breaks.setText(text);
    List<String> sentences = new ArrayList<>();
    StringBuilder pending = new StringBuilder();
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
      String piece = text.substring(start, end).strip();
      if (piece.isEmpty()) {
        continue;
      }
      pending.append(piece);
      boolean inWord = end < text.length() && !Character.isWhitespace(text.charAt(end - 1));
      if (inWord) {
        continue;
      }
      if (endsInAbbreviation(piece)) {
        pending.append(' ');
      } else {
        sentences.add(pending.toString());
        pending.setLength(0);
      }
    }
    if (!pending.isEmpty()) {
      sentences.add(pending.toString().strip());
    }
    return sentences;
  }

  /** How many words a text has: stretches between white space. */
  public static int words(String text) {
    int words = 0;
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      boolean white = Character.isWhitespace(text.charAt(i));
      words += !white && !inside ? 1 : 0;
      inside = !white;
    }
    return words;
  }

  private static boolean endsInAbbreviation(String piece) {
    String last = piece.substring(piece.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT);
    boolean initial =
        last.length() == 2 && Character.isLetter(last.charAt(0)) && last.endsWith(".");
    boolean number = piece.length() <= 4 && piece.matches("\\d{1,3}[.)]");
    return number || initial || NO_END.contains(last.replaceAll("^[(\\[\"']{1,3}", ""));
  }
}
