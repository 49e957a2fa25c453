package dev.baton.handoff;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A customer's text as clauses of plain words: lower case, without accents and apostrophes, cut at
 * punctuation that ends a thought. Reads at most {@link #CHARACTERS_MAX} characters, so that
 * whatever works on the result is bounded too.
 */
final class ClauseWords {
  /** As long as a message may be; a request further down in a longer burst is not looked for. */
  static final int CHARACTERS_MAX = 8_000;

  private static final int WORD_MAX = 40;

  private ClauseWords() {}

  static List<List<String>> of(String text) {
    String bounded =
        text.length() <= CHARACTERS_MAX ? text : text.substring(text.length() - CHARACTERS_MAX);
    String plain = Normalizer.normalize(bounded, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    List<List<String>> clauses = new ArrayList<>();
    List<String> clause = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        word.append(c);
      } else if (!joins(c)) {
        finish(word, clause);
        if (ends(c) && !clause.isEmpty()) {
          clauses.add(clause);
          clause = new ArrayList<>();
        }
      }
    }
    finish(word, clause);
    if (!clause.isEmpty()) {
      clauses.add(clause);
    }
    return clauses;
  }

  /** Accents split off by normalisation, apostrophes and zero-width marks stand inside a word. */
  private static boolean joins(char c) {
    return c == '\''
        || c == '\u2019'
        || c == '\u2018'
        || c == '`'
        || Character.getType(c) == Character.NON_SPACING_MARK
        || Character.getType(c) == Character.FORMAT;
  }

  private static boolean ends(char c) {
    return switch (c) {
      case '.', '!', '?', ',', ';', ':', '\n', '\u2026', '(', ')', '\u00bf', '\u00a1' -> true;
      default -> false;
    };
  }

  private static void finish(StringBuilder word, List<String> clause) {
    if (!word.isEmpty()) {
      clause.add(word.length() <= WORD_MAX ? word.toString() : word.substring(0, WORD_MAX));
      word.setLength(0);
    }
  }
}
