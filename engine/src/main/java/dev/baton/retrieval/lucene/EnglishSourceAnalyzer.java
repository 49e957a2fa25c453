package dev.baton.retrieval.lucene;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/**
 * How English becomes index words, the same for sources and questions: Unicode words, lower case,
 * no accents, no endings (Porter 1980), and without the words that every question has.
 */
final class EnglishSourceAnalyzer extends Analyzer {
  private static final int WORD_LENGTH_MAX = 60;

  static final CharArraySet STOP_WORDS = stopWords();

  @Override
  protected TokenStreamComponents createComponents(String field) {
    StandardTokenizer words = new StandardTokenizer();
    words.setMaxTokenLength(WORD_LENGTH_MAX);
    return new TokenStreamComponents(words, filtered(words));
  }

  private static TokenStream filtered(Tokenizer words) {
    TokenStream plain =
        new EnglishPossessiveFilter(new LowerCaseFilter(new ASCIIFoldingFilter(words)));
    return new PorterStemFilter(new StopFilter(plain, STOP_WORDS));
  }

  private static CharArraySet stopWords() {
    CharArraySet words = new CharArraySet(EnglishAnalyzer.ENGLISH_STOP_WORDS_SET, true);
    String asking =
        "how what when where which who whom whose why do does did doing i im i'm ive i've id i'd me"
            + " my mine we our us you your yours u can could should would shall may might must"
            + " cannot can't don't doesn't didn't isn't please pls want wants wanted need needs get"
            + " getting got have has had having am been being so just also any some about tell know"
            + " hi hello hey dear thanks thank he she him her his its from than too very were"
            + " here what's how's there's that's it's i'll let help way possible";
    for (String word : asking.split(" ", -1)) {
      words.add(word);
    }
    return CharArraySet.unmodifiableSet(words);
  }
}
