package dev.baton.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SentencesTest {
  @Test
  void aPathIsNoEndOfASentence() {
    assertThat(Sentences.of("Run ./baton source add DIR, and wait. Each file becomes a source."))
        .isEqualTo(List.of("Run ./baton source add DIR, and wait.", "Each file becomes a source."));
  }

  @Test
  void anAbbreviationIsNoEndOfASentence() {
    assertThat(Sentences.of("Use a browser, e.g. Firefox. Then log in."))
        .isEqualTo(List.of("Use a browser, e.g. Firefox.", "Then log in."));
  }
}
