package dev.baton.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.identity.SourceId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PassageCutterTest {
  private static final SourceId SOURCE = SourceId.random();

  @Test
  void keepsTheHeadingPathAndLeavesOutWhatRepeatsTheTitle() {
    Section section =
        new Section(
            List.of("Manual", "Sources", "Upload a file"), 3, List.of(prose("Drag it in.")));

    List<Passage> passages = PassageCutter.cut(SOURCE, "Manual", null, List.of(section));

    assertThat(passages)
        .containsExactly(
            new Passage(SOURCE, 0, "Manual", "Sources › Upload a file", 3, null, "Drag it in."));
  }

  @Test
  void neverCutsASentence() {
    List<String> sentences =
        IntStream.range(0, 60)
            .mapToObj(i -> "Sentence number " + i + " says something of a certain length here.")
            .toList();

    List<Passage> passages = cut(prose(String.join(" ", sentences)));

    assertThat(passages).hasSizeGreaterThan(2);
    assertThat(passages)
        .allSatisfy(passage -> assertThat(passage.text()).startsWith("Sentence").endsWith("here."));
    assertThat(passages.stream().map(Passage::text).collect(Collectors.joining(" ")))
        .isEqualTo(String.join(" ", sentences));
  }

  @Test
  void keepsAListAndTheLineThatIntroducesItTogether() {
    Block list = new Block.Listing(1, List.of("Open Settings.", "Choose Users.", "Press Invite."));

    List<Passage> passages =
        cut(prose(words(150)), prose("To invite somebody:"), list, prose(words(150)));

    assertThat(passages)
        .filteredOn(passage -> passage.text().contains("To invite"))
        .singleElement()
        .extracting(Passage::text)
        .asString()
        .contains("To invite somebody:\n\n1. Open Settings.\n2. Choose Users.\n3. Press Invite.");
  }

  @Test
  void numbersTheSecondPartOfALongProcedureOn() {
    List<String> steps = IntStream.range(0, 40).mapToObj(i -> words(12)).toList();

    List<Passage> passages = cut(new Block.Listing(1, steps));

    assertThat(passages).hasSizeGreaterThan(1);
    assertThat(passages.get(0).text()).startsWith("1. ");
    long first = passages.get(0).text().lines().count();
    assertThat(passages.get(1).text()).startsWith((first + 1) + ". ");
  }

  @Test
  void mergesWhatIsTooShortToBeFound() {
    assertThat(cut(prose(words(10)), prose(words(10)), prose(words(10)))).hasSize(1);
  }

  @Test
  void boundsTextWithoutAnyEnd() {
    List<Passage> endless = cut(prose("x".repeat(50_000)));
    List<Passage> unpunctuated = cut(prose(words(5_000)));

    assertThat(endless).allSatisfy(each -> assertThat(each.text().length()).isLessThan(4_001));
    assertThat(unpunctuated)
        .allSatisfy(each -> assertThat(Sentences.words(each.text())).isLessThan(261));
  }

  @Test
  void hasNoPassageWithoutText() {
    assertThat(cut(prose("  "), new Block.Listing(0, List.of()))).isEmpty();
  }

  @Test
  void numbersPassagesFromZero() {
    List<Passage> passages = cut(prose(words(170)), prose(words(170)), prose(words(170)));

    assertThat(passages).extracting(Passage::ordinal).containsExactly(0, 1, 2);
  }

  private static List<Passage> cut(Block... blocks) {
    return PassageCutter.cut(
        SOURCE, "Manual", null, List.of(new Section(List.of(), null, Arrays.asList(blocks))));
  }

  private static Block prose(String text) {
    return new Block.Prose(text);
  }

  private static String words(int count) {
    return IntStream.range(0, count).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));
  }
}
