package dev.baton.retrieval.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The expected numbers are those of Hugging Face's own tokenizer for the same vocabulary. */
class WordPieceTokenizerTest {
  private static final long START = 101;
  private static final long END = 102;
  private static final long UNKNOWN = 100;

  @SuppressWarnings("NullAway.Init")
  private static WordPieceTokenizer tokenizer;

  @BeforeAll
  static void reads() throws IOException {
    tokenizer = read(EmbeddingModel.BGE_SMALL_EN_V15);
  }

  private static WordPieceTokenizer read(EmbeddingModel model) throws IOException {
    try (InputStream json = WordPieceTokenizerTest.class.getResourceAsStream(model.vocabulary())) {
      return WordPieceTokenizer.read(Objects.requireNonNull(json));
    }
  }

  private static Arguments text(String text, long... tokens) {
    return Arguments.of(text, tokens);
  }

  static Stream<Arguments> known() {
    return Stream.of(
        text("How do I reset my password?", 2129, 2079, 1045, 25141, 2026, 20786, 1029),
        text(
            "I can't log in since 2026-11-20!",
            1045,
            2064,
            1005,
            1056,
            8833,
            1999,
            2144,
            16798,
            2575,
            1011,
            2340,
            1011,
            2322,
            999),
        text("unaffable", 14477, 20961, 3468),
        text("don't", 2123, 1005, 1056),
        text(
            "It costs $9.99 (incl. 19% VAT).",
            2009, 5366, 1002, 1023, 1012, 5585, 1006, 4297, 2140, 1012, 2539, 1003, 12436, 2102,
            1007, 1012),
        text(
            "mail me at jane.doe@example.com",
            5653,
            2033,
            2012,
            4869,
            1012,
            18629,
            1030,
            2742,
            1012,
            4012),
        text(
            "https://example.com/help?id=42",
            16770,
            1024,
            1013,
            1013,
            2742,
            1012,
            4012,
            1013,
            2393,
            1029,
            8909,
            1027,
            4413),
        text("C++ and C#", 1039, 1009, 1009, 1998, 1039, 1001),
        text("vitamin B12 10,000 IU", 17663, 29491, 2475, 2184, 1010, 2199, 1045, 2226),
        text(
            "`code` ^caret ~tilde |pipe|",
            1036,
            3642,
            1036,
            1034,
            2729,
            2102,
            1066,
            18681,
            3207,
            1064,
            8667,
            1064),
        text("##ing un##known", 1001, 1001, 13749, 4895, 1001, 1001, 2124));
  }

  static Stream<Arguments> knownInOtherScripts() {
    return Stream.of(
        text("RESUMÉ, naïve & Zürich", 13746, 1010, 15743, 1004, 10204),
        text("e\u0301te\u0301", 3802, 2063),
        text("Straße ŁÓDŹ ﬁne", 2358, 27807, 17814, 1984, 2638),
        text("İstanbul ΟΔΟΣ", 9960, 1169, 29722, 29730, 29733),
        text("“quoted” – dash…", 1523, 9339, 1524, 1516, 11454, 1529),
        text("¿Dónde está mi pedido?", 1094, 2123, 3207, 9765, 2050, 2771, 21877, 4305, 3527, 1029),
        text("你好,世界", UNKNOWN, UNKNOWN, 1010, 1745, UNKNOWN),
        text("東京タワー", 1879, 1755, 1709, 30262, 30265),
        text("한국어", 1469, 30006, 30021, 29991, 30014, 30020, 29999, 30008),
        text("Привет, мир", 1194, 16856, 10325, 25529, 15290, 22919, 1010, 1191, 10325, 16856),
        text(
            "مرحبا بالعالم",
            1295,
            17149,
            29820,
            29816,
            25573,
            1271,
            25573,
            23673,
            29830,
            25573,
            23673,
            22192),
        text("สวัสดี", UNKNOWN),
        text("\uD83D\uDE00 \uD83D\uDC4D\uD83C\uDFFD", UNKNOWN, UNKNOWN));
  }

  static Stream<Arguments> knownWithOddSpaces() {
    return Stream.of(
        text("a\u00A0b\u2003c\u3000d", 1037, 1038, 1039, 1040),
        text("tab\tnew\r\nline", 21628, 2047, 2240),
        text("soft\u00ADhyphen zero\u200Bwidth", 3730, 10536, 8458, 2368, 5717, 9148, 11927, 2232),
        text("\u0000\u0007\uFFFD"),
        text("   "),
        text(""));
  }

  @ParameterizedTest
  @MethodSource({"known", "knownInOtherScripts", "knownWithOddSpaces"})
  void findsTheTokensOfTheModel(String text, long[] tokens) {
    long[] marked = new long[tokens.length + 2];
    marked[0] = START;
    System.arraycopy(tokens, 0, marked, 1, tokens.length);
    marked[tokens.length + 1] = END;

    assertThat(tokenizer.tokens(text, 512)).isEqualTo(marked);
    assertThat(WordPieceTokenizer.hasWords(text)).isEqualTo(tokens.length > 0);
  }

  @Test
  void aWordOfMoreThanAHundredCharactersIsUnknown() {
    assertThat(tokenizer.tokens("x".repeat(100), 512)).hasSize(52).doesNotContain(UNKNOWN);
    assertThat(tokenizer.tokens("x".repeat(101), 512)).containsExactly(START, UNKNOWN, END);
  }

  @Test
  void theMarksOfTheModelCannotBeWritten() {
    assertThat(tokenizer.tokens("[SEP] [CLS] [UNK]", 512))
        .hasSizeGreaterThan(11)
        .doesNotContain(UNKNOWN)
        .containsOnlyOnce(START, END);
  }

  @Test
  void halfACharacterIsDropped() {
    assertThat(tokenizer.tokens("a\uD83D", 512)).isEqualTo(tokenizer.tokens("a", 512));
  }

  @Test
  void aLongTextCountsWithItsBeginning() {
    long[] whole = tokenizer.tokens("unaffable people ".repeat(100), 1_000);

    long[] cut = tokenizer.tokens("unaffable people ".repeat(100), 16);

    assertThat(whole).hasSize(402);
    assertThat(cut).hasSize(16).endsWith(END);
    assertThat(Arrays.copyOf(cut, 15)).isEqualTo(Arrays.copyOf(whole, 15));
  }

  @Test
  void noMoreCharactersThanTheLimitAreLookedAt() {
    String spaces = " ".repeat(WordPieceTokenizer.CHARACTERS_MAX - 1);

    assertThat(tokenizer.tokens(spaces + "a", 512)).hasSize(3);
    assertThat(tokenizer.tokens(spaces + " a", 512)).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void readsTheVocabularyOfEachModel(EmbeddingModel model) throws IOException {
    assertThat(read(model).tokens("unaffable", 512))
        .containsExactly(START, 14477, 20961, 3468, END);
  }

  @Test
  void refusesTheVocabularyOfAnotherKindOfModel() {
    String cased =
        """
        {"normalizer": {"type": "BertNormalizer", "lowercase": false},
         "model": {"type": "WordPiece", "continuing_subword_prefix": "##"}}\
        """;

    assertThatThrownBy(() ->
            WordPieceTokenizer.read(
                new ByteArrayInputStream(cased.getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("uncased");
  }
}
