package dev.baton.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceFormatTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%PDF-1.7 …          | anything.txt | PDF",
        "<!DOCTYPE html><p>  | page         | HTML",
        "<p>Hello</p>        | page.htm     | HTML",
        "# Manual            | manual.md    | MARKDOWN",
        "question,answer     | faq.CSV      | QUESTIONS_AND_ANSWERS",
        "Just words          | notes.txt    | PLAIN_TEXT",
        "Just words          | notes        | PLAIN_TEXT"
      })
  void looksAtTheBytesThenAtTheName(String content, String name, SourceFormat format) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);

    assertThat(SourceFormat.of(bytes, name, null)).contains(format);
  }

  @ParameterizedTest
  @CsvSource({"setup.pdf", "setup.txt", "setup.md.exe", "setup"})
  void refusesAProgramWhateverItsName(String name) {
    byte[] program = {'M', 'Z', (byte) 0x90, 0, 3, 0, 0, 0, 4, 0};

    assertThat(SourceFormat.of(program, name, null)).isEmpty();
  }

  @Test
  void refusesTextThatCallsItselfAPdf() {
    assertThat(SourceFormat.of("hello".getBytes(StandardCharsets.UTF_8), "a.pdf", null)).isEmpty();
  }

  @Test
  void readsUtf16ByItsMark() {
    byte[] text = "\ufeffHello".getBytes(StandardCharsets.UTF_16BE);

    assertThat(SourceFormat.of(text, "a.txt", null)).contains(SourceFormat.PLAIN_TEXT);
  }
}
