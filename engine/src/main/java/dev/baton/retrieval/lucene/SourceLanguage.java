package dev.baton.retrieval.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.cz.CzechAnalyzer;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;

/**
 * A language that sources may be written in: how its text becomes index words, and how it is told
 * from others, by the share of its most common words (Grefenstette 1995).
 */
@SuppressWarnings("ImmutableEnumChecker") // analyzers are safe for many threads
enum SourceLanguage {
  ENGLISH(new EnglishSourceAnalyzer(), EnglishSourceAnalyzer.STOP_WORDS),
  GERMAN(new GermanAnalyzer(), GermanAnalyzer.getDefaultStopSet()),
  FRENCH(new FrenchAnalyzer(), FrenchAnalyzer.getDefaultStopSet()),
  SPANISH(new SpanishAnalyzer(), SpanishAnalyzer.getDefaultStopSet()),
  ITALIAN(new ItalianAnalyzer(), ItalianAnalyzer.getDefaultStopSet()),
  PORTUGUESE(new PortugueseAnalyzer(), PortugueseAnalyzer.getDefaultStopSet()),
  DUTCH(new DutchAnalyzer(), DutchAnalyzer.getDefaultStopSet()),
  DANISH(new DanishAnalyzer(), DanishAnalyzer.getDefaultStopSet()),
  NORWEGIAN(new NorwegianAnalyzer(), NorwegianAnalyzer.getDefaultStopSet()),
  SWEDISH(new SwedishAnalyzer(), SwedishAnalyzer.getDefaultStopSet()),
  FINNISH(new FinnishAnalyzer(), FinnishAnalyzer.getDefaultStopSet()),
  CZECH(new CzechAnalyzer(), CzechAnalyzer.getDefaultStopSet()),
  TURKISH(new TurkishAnalyzer(), TurkishAnalyzer.getDefaultStopSet()),
  RUSSIAN(new RussianAnalyzer(), RussianAnalyzer.getDefaultStopSet()),
  /** Chinese, Japanese and Korean: told by their script, indexed by pairs of characters. */
  CJK(new CJKAnalyzer(), CharArraySet.EMPTY_SET),
  /** Any other: words as they stand. */
  OTHER(new StandardAnalyzer(), CharArraySet.EMPTY_SET);

  private static final int DETECTED_CHARACTERS_MAX = 4_000;
  private static final int SHORT_CHARACTERS = 200;
  private static final String LATIN = "[\\p{IsLatin}\\P{L}]*";
  private static final double COMMON_LEAST = 0.08;
  private static final String FIELD = "any";

  private final Analyzer analyzer;
  private final CharArraySet common;

  SourceLanguage(Analyzer analyzer, CharArraySet common) {
    this.analyzer = analyzer;
    this.common = common;
  }

  /** The index words of a text in their order, at most so many. */
  List<String> words(String text, int most) {
    List<String> found = new ArrayList<>();
    try (TokenStream stream = analyzer.tokenStream(FIELD, text)) {
      CharTermAttribute word = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (found.size() < most && stream.incrementToken()) {
        found.add(word.toString());
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory does not fail", e);
    }
  }

  /** The language of a text, by its beginning: English where a short one tells too little. */
  static SourceLanguage of(String text) {
    boolean shortLatin = text.length() < SHORT_CHARACTERS && text.matches(LATIN);
    return among(List.of(values()), text).orElse(shortLatin ? ENGLISH : OTHER);
  }

  /** Which of these languages a text is written in; empty when it tells too little. */
  static Optional<SourceLanguage> among(Collection<SourceLanguage> languages, String text) {
    String begin = text.substring(0, Math.min(text.length(), DETECTED_CHARACTERS_MAX));
    if (languages.contains(CJK) && isMostlyCjk(begin)) {
      return Optional.of(CJK);
    }
    List<String> words =
        Arrays.stream(begin.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}']+", -1))
            .filter(word -> !word.isEmpty())
            .toList();
    return languages.stream()
        .filter(language -> language.shareOf(words) >= COMMON_LEAST)
        .filter(language -> language == ENGLISH || language.commonIn(words) > 1)
        .max(Comparator.comparingDouble(language -> language.shareOf(words)));
  }

  private double shareOf(List<String> words) {
    return words.isEmpty() ? 0 : (double) commonIn(words) / words.size();
  }

  private long commonIn(List<String> words) {
    return words.stream().filter(common::contains).count();
  }

  private static boolean isMostlyCjk(String text) {
    long letters = text.codePoints().filter(Character::isLetter).count();
    long cjk = text.codePoints().filter(SourceLanguage::isCjk).count();
    return cjk * 3 > letters;
  }

  private static boolean isCjk(int codePoint) {
    return switch (Character.UnicodeScript.of(codePoint)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
      default -> false;
    };
  }
}
