package dev.baton.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.replay.PastQuestion.Hindsight;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionImportTest {
  private static final String LINE = "{\"id\":\"q1\",\"text\":\"Dim?\",\"answerable\":true}";

  @Test
  void readsJsonLinesAsASetHasThem() {
    assertThat(
            read(
                LINE
                    + "\n\n{\"id\":\"q2\",\"text\":\"Why?\",\"answerable\":false,"
                    + "\"relevant\":[],\"type\":\"out_of_scope\"}\n"))
        .containsExactly(told("q1", "Dim?", true), told("q2", "Why?", false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "question,answerable~\"Dim, or not?\",yes~Why?,0",
        "Answerable;Question~TRUE;Dim, or not?~no;Why?"
      })
  void readsCsvByItsHeader(String csv) {
    assertThat(read(csv.replace("~", "\r\n")))
        .containsExactly(told("1", "Dim, or not?", true), told("2", "Why?", false));
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstColumn() {
    assertThat(read("\uFEFFquestion,answerable\nDim?,true")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":\"a\",\"text\":\"b\",\"answerable\":true}~{\"id\":3}| Line 2: \"id\" is missing",
        "{\"id\":\"a\",\"text\":\" \",\"answerable\":true}| Line 1: \"text\" is missing",
        "{\"id\":\"a\",\"text\":\"b\",\"answerable\":\"yes\"}| Line 1: \"answerable\" is missing or not true or false",
        "{\"id\":\"a\"| Line 1 is no JSON object",
        "question~Dim?| Line 1 names no column \"answerable\"",
        "question,answerable~Dim?,perhaps| Line 2: \"answerable\"",
        "question,answerable~ ,true| Line 2: \"question\"",
        "question,answerable~\"Dim?,true| quotation mark",
        "question,answerable| no question"
      })
  void saysInWhichLineAndFieldItIsWrong(String file, String sentence) {
    assertThatThrownBy(() -> read(file.replace("~", "\n")))
        .isInstanceOf(QuestionImport.Unreadable.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void isBounded() {
    String long1 = LINE.replace("Dim?", "x".repeat(PastQuestion.TEXT_MAX + 1));
    assertThatThrownBy(() -> read(long1)).hasMessageContaining("\"text\" has more than 8000");
    StringBuilder many = new StringBuilder("question,answerable\n");
    many.repeat("Dim?,true\n", Replay.QUESTIONS_MAX);
    assertThat(read(many.toString())).hasSize(Replay.QUESTIONS_MAX);
    assertThatThrownBy(() -> read(many + "Dim?,true\n")).hasMessageContaining("more than 2000");
  }

  @Test
  void refusesWhatIsNoTextAndTheSameIdTwice() {
    assertThatThrownBy(() -> QuestionImport.read(new byte[] {(byte) 0xff, (byte) 0xfe, 0}))
        .hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> read(LINE + "\n" + LINE)).hasMessageContaining("\"q1\"");
  }

  private static List<PastQuestion> read(String file) {
    return QuestionImport.read(file.getBytes(StandardCharsets.UTF_8));
  }

  private static PastQuestion told(String id, String text, boolean answerable) {
    return new PastQuestion(id, null, null, text, new Hindsight.Told(answerable));
  }
}
