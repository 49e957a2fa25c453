package dev.baton.retrieval.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From a text to the token numbers of an uncased BERT (Devlin et al. 2018): control characters
 * dropped, accents stripped, lower case, words parted at white space, punctuation and ideographs,
 * and each word made of the longest known pieces from its left (WordPiece, Wu et al. 2016). A word
 * that cannot be made so is one unknown token. The marks that a model puts around texts are never
 * read out of a text: "[SEP]" in it is three ordinary words.
 */
final class WordPieceTokenizer {
  /** Longer texts count with their beginning: more than what 512 tokens of any prose need. */
  static final int CHARACTERS_MAX = 10_000;

  private static final String CONTINUES = "##";
  private static final int REPLACEMENT_CHARACTER = 0xFFFD;

  private final Map<String, Integer> beginnings = new HashMap<>();
  private final Map<String, Integer> continuations = new HashMap<>();
  private final int start;
  private final int end;
  private final int unknown;
  private final int wordLengthMax;
  private final int pieceLengthMax;

  private WordPieceTokenizer(JsonNode model) {
    int longest = 0;
    for (Map.Entry<String, JsonNode> entry : model.required("vocab").properties()) {
      String piece = entry.getKey();
      boolean continues = piece.startsWith(CONTINUES) && piece.length() > CONTINUES.length();
      String letters = continues ? piece.substring(CONTINUES.length()) : piece;
      (continues ? continuations : beginnings).put(letters, entry.getValue().intValue());
      longest = Math.max(longest, letters.length());
    }
    this.pieceLengthMax = longest;
    this.wordLengthMax = model.required("max_input_chars_per_word").intValue();
    this.unknown = mark(model.required("unk_token").textValue());
    this.start = mark("[CLS]");
    this.end = mark("[SEP]");
  }

  /**
   * Reads a vocabulary.
   *
   * @param json a {@code tokenizer.json} in the form of Hugging Face's tokenizers
   * @throws IOException when it cannot be read, or asks for another kind of tokenizer than this
   */
  static WordPieceTokenizer read(InputStream json) throws IOException {
    JsonNode file = new ObjectMapper().readTree(json);
    JsonNode model = file.path("model");
    JsonNode normalizer = file.path("normalizer");
    boolean suits =
        model.path("type").asText().equals("WordPiece")
            && model.path("continuing_subword_prefix").asText().equals(CONTINUES)
            && normalizer.path("type").asText().equals("BertNormalizer")
            && normalizer.path("lowercase").asBoolean();
    if (!suits) {
      throw new IOException("this vocabulary is not that of an uncased BERT");
    }
    return new WordPieceTokenizer(model);
  }

  private int mark(String name) {
    Integer number = beginnings.get(name);
    if (number == null) {
      throw new IllegalArgumentException("the vocabulary has no " + name);
    }
    return number;
  }

  /**
   * The token numbers of a text, between those of the marks for its start and its end.
   *
   * @param most the length of the result at most, above 2; what comes later in the text is left out
   */
  long[] tokens(String text, int most) {
    List<Integer> tokens = new ArrayList<>();
    tokens.add(start);
    for (String word : words(text)) {
      if (tokens.size() >= most) {
        break;
      }
      addPieces(word, tokens);
    }
    int length = Math.min(tokens.size(), most - 1);
    tokens.subList(length, tokens.size()).clear();
    tokens.add(end);
    return tokens.stream().mapToLong(Integer::longValue).toArray();
  }

  /** False when a text has only white space and control characters. */
  static boolean hasWords(String text) {
    return !words(text).isEmpty();
  }

  /** Adds the pieces of a word, or the unknown token when any part of it is unknown. */
  private void addPieces(String word, List<Integer> tokens) {
    int before = tokens.size();
    boolean known = word.codePointCount(0, word.length()) <= wordLengthMax;
    int from = 0;
    while (known && from < word.length()) {
      int to = Math.min(word.length(), from + pieceLengthMax);
      @Nullable Integer piece = piece(word, from, to);
      while (piece == null && to > from + 1) {
        to--;
        piece = piece(word, from, to);
      }
      if (piece == null) {
        known = false;
      } else {
        tokens.add(piece);
        from = to;
      }
    }
    if (!known) {
      tokens.subList(before, tokens.size()).clear();
      tokens.add(unknown);
    }
  }

  private @Nullable Integer piece(String word, int from, int to) {
    return (from == 0 ? beginnings : continuations).get(word.substring(from, to));
  }

  /** The words of a text in their order, each punctuation mark and ideograph a word of its own. */
  private static List<String> words(String text) {
    String counted = text.substring(0, Math.min(text.length(), CHARACTERS_MAX));
    List<String> words = new ArrayList<>();
    StringBuilder run = new StringBuilder();
    counted
        .codePoints()
        .filter(character -> !isDropped(character))
        .forEach(character -> {
          boolean ideograph = isIdeograph(character);
          if (ideograph || isSpace(character)) {
            addWords(run, words);
          }
          if (!isSpace(character)) {
            run.appendCodePoint(character);
          }
          if (ideograph) {
            addWords(run, words);
          }
        });
    addWords(run, words);
    return words;
  }

  /** Adds what stood between two spaces without accents and capitals, parted at punctuation. */
  private static void addWords(StringBuilder run, List<String> words) {
    StringBuilder word = new StringBuilder();
    Normalizer.normalize(run, Normalizer.Form.NFD)
        .codePoints()
        .filter(character -> Character.getType(character) != Character.NON_SPACING_MARK)
        .map(Character::toLowerCase)
        .forEach(character -> {
          if (isPunctuation(character)) {
            add(word, words);
            words.add(Character.toString(character));
          } else {
            word.appendCodePoint(character);
          }
        });
    add(word, words);
    run.setLength(0);
  }

  private static void add(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  private static boolean isDropped(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL -> character != '\t' && character != '\n' && character != '\r';
      case Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE -> true;
      default -> character == REPLACEMENT_CHARACTER;
    };
  }

  private static boolean isSpace(int character) {
    return switch (Character.getType(character)) {
      case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> character == '\t' || character == '\n' || character == '\r';
    };
  }

  /** Punctuation as Unicode has it, and every sign of ASCII that is no letter or digit. */
  private static boolean isPunctuation(int character) {
    return switch (Character.getType(character)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> character > ' ' && character < 0x7F && !Character.isLetterOrDigit(character);
    };
  }

  /** The CJK Unified Ideographs, their extensions A to E, and the compatibility ideographs. */
  private static boolean isIdeograph(int character) {
    return isIn(character, 0x4E00, 0x9FFF)
        || isIn(character, 0x3400, 0x4DBF)
        || isIn(character, 0x20000, 0x2A6DF)
        || isIn(character, 0x2A700, 0x2B73F)
        || isIn(character, 0x2B740, 0x2B81F)
        || isIn(character, 0x2B820, 0x2CEAF)
        || isIn(character, 0xF900, 0xFAFF)
        || isIn(character, 0x2F800, 0x2FA1F);
  }

  private static boolean isIn(int character, int first, int last) {
    return character >= first && character <= last;
  }
}
