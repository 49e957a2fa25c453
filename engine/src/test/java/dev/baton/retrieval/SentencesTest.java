package dev.baton.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentencesTest {
  @Test
  void endsWhereThoughtsEnd() {
    assertThat(Sentences.of("Open it. Is it on? Then press Save!"))
        .containsExactly("Open it.", "Is it on?", "Then press Save!");
  }

  @Test
  void doesNotEndAtAbbreviationsOrNumbers() {
    assertThat(Sentences.of("Use a browser, e.g. Firefox. It costs 3.50 EUR. Ask Dr. Stone."))
        .containsExactly("Use a browser, e.g. Firefox.", "It costs 3.50 EUR.", "Ask Dr. Stone.");
  }

  @Test
  void hasNoneInBlankText() {
    assertThat(Sentences.of(" \n ")).isEmpty();
  }
}
