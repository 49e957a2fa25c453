package dev.baton.retrieval.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baton.identity.SourceId;
import dev.baton.retrieval.Passage;
import dev.baton.testkit.ToyEmbedder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PassageVectorsTest {
  private final SourceId source = SourceId.random();
  private final ToyEmbedder small = new ToyEmbedder("small.1");
  private final ToyEmbedder big = new ToyEmbedder("big.1");
  private final VectorsInMemory store = new VectorsInMemory();
  private final PassageVectors vectors = new PassageVectors(List.of(small, big), store);

  @Test
  void everyParagraphHasAVectorAndEachHeadingOneMore() {
    List<Passage> passages =
        List.of(
            passage(0, "Refunds", "Write to us.\n\nWithin two weeks."),
            passage(1, "Refunds", "Then wait."),
            passage(2, null, "And wait."));

    vectors.prepare(source, passages);

    assertThat(vectors.stored(source, passages))
        .extracting(parts -> parts.under(1).size())
        .containsExactly(3, 1, 2);
  }

  @Test
  void nothingIsRunTwice() {
    List<Passage> passages = List.of(passage(0, "Refunds", "Write to us."));
    vectors.prepare(source, passages);
    int before = small.runs();

    vectors.prepare(source, passages);
    vectors.prepare(source, List.of(passages.getFirst(), passage(1, "Refunds", "Then wait.")));

    assertThat(small.runs()).isEqualTo(before + 1);
  }

  @Test
  void whatTheSourceNoLongerSaysIsForgotten() {
    vectors.prepare(source, List.of(passage(0, "Refunds", "Write to us.")));

    vectors.prepare(source, List.of(passage(0, "Refunds", "Call us.")));

    assertThat(store.of(source, small.key())).hasSize(1);
  }

  @Test
  void whatIsNotPreparedIsNotThere() {
    List<Passage> passages = List.of(passage(0, "Refunds", "Write to us."));

    assertThat(vectors.stored(source, passages)).noneMatch(PartVectors::complete);
    assertThat(PassageVectors.none().stored(source, passages)).allMatch(PartVectors::complete);
  }

  @Test
  void vectorsOfAnotherModelDoNotCount() {
    List<Passage> passages = List.of(passage(0, "Refunds", "Write to us."));
    vectors.prepare(source, passages);

    PassageVectors newer = new PassageVectors(List.of(new ToyEmbedder("small.2")), store);

    assertThat(newer.stored(source, passages)).noneMatch(PartVectors::complete);
  }

  @Test
  void eightBitsKeepTheDirection() {
    QuestionVector question = vectors.question("the money of a parcel").first(1).getFirst();
    vectors.prepare(source, List.of(passage(0, null, "cash for delivery")));

    Map<String, byte[]> kept = store.of(source, small.key());

    assertThat(question.direction()).containsExactly(127, 127, 0, 13);
    assertThat(kept.values()).hasSize(1);
    assertThat(question.nearness(0.25)).isEqualTo(0.25);
  }

  @Test
  void likenessIsThatOfEachPartToItsNearest() {
    List<Passage> passages = List.of(passage(0, "money", "cash\n\nparcel"));
    vectors.prepare(source, passages);

    double likeness = vectors.stored(source, passages).getFirst().likeness();

    // Two of three are the same subject, the third is alone but for what all texts share.
    assertThat(likeness).isCloseTo((1 + 1 + 0.01 / 1.01) / 3, within(0.01));
    assertThat(new PartVectors(List.of(List.of(new byte[] {1})), List.of(0.0)).likeness()).isNaN();
  }

  private Passage passage(int ordinal, @Nullable String heading, String text) {
    return new Passage(source, ordinal, "Manual", heading, null, null, text);
  }
}
