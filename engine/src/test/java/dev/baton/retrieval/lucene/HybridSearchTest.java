package dev.baton.retrieval.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.identity.SourceId;
import dev.baton.identity.WorkspaceId;
import dev.baton.retrieval.Hit;
import dev.baton.retrieval.Passage;
import dev.baton.retrieval.Search;
import dev.baton.retrieval.Search.Look;
import dev.baton.retrieval.embedding.PassageVectors;
import dev.baton.retrieval.embedding.VectorsInMemory;
import dev.baton.testkit.ToyEmbedder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HybridSearchTest {
  private final WorkspaceId workspace = WorkspaceId.random();
  private final SourceId refunds = SourceId.random();
  private final SourceId parcels = SourceId.random();
  private final ToyEmbedder small = new ToyEmbedder("small");
  private final ToyEmbedder big = new ToyEmbedder("big");
  private final PassageVectors vectors =
      new PassageVectors(List.of(small, big), new VectorsInMemory());

  @TempDir private Path folder;
  private LuceneKnowledgeBase base;

  @BeforeEach
  void open() {
    base = new LuceneKnowledgeBase(folder, vectors, lost -> {});
  }

  @AfterEach
  void close() {
    base.close();
  }

  @Test
  void findsByMeaningWhatSharesNoWord() {
    put(refunds, "You are reimbursed within a week.");
    put(parcels, "The courier rings twice.");

    List<Hit> hits = base.search(workspace, "where is my money?", 5);

    assertThat(hits).first().extracting(hit -> hit.passage().source()).isEqualTo(refunds);
    assertThat(hits.getFirst().words()).isZero();
    assertThat(hits.getFirst().meanings()).hasSize(2).allMatch(meaning -> meaning > 0.9);
    assertThat(hits).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
  }

  @Test
  void aGlanceRunsTheFirstModelAndACloseLookOnlyTheOther() {
    put(refunds, "You are reimbursed within a week.");
    int smallBefore = small.runs();
    int bigBefore = big.runs();
    Search search = base.search(workspace, "where is my money?");

    assertThat(search.hits(Look.GLANCE, 5).getFirst().meanings()).hasSize(1);
    assertThat(big.runs()).isEqualTo(bigBefore);
    assertThat(search.hits(Look.CLOSE, 5).getFirst().meanings()).hasSize(2);
    assertThat(big.runs()).isEqualTo(bigBefore + 1);
    assertThat(small.runs()).isEqualTo(smallBefore + 1);
  }

  @Test
  void amongPassagesOfOneMeaningWordsDecide() {
    put(refunds, "Cash comes by mail.");
    put(parcels, "Cash comes by pigeon.");

    assertThat(base.search(workspace, "reimbursed by pigeon?", 5))
        .first()
        .extracting(hit -> hit.passage().source())
        .isEqualTo(parcels);
  }

  @Test
  void aPassageIsAsNearAsItsNearestPart() {
    put(refunds, "The courier rings twice.\n\nYour login is your mail.\n\nCash comes by mail.");

    Hit hit = base.search(workspace, "money", 5).getFirst();

    assertThat(hit.parts()).hasSize(4);
    assertThat(hit.meaning()).isEqualTo(hit.parts().stream().max(Double::compare).orElseThrow());
    assertThat(hit.parts()).first().satisfies(heading -> assertThat(heading).isLessThan(0.2));
  }

  @Test
  void whatIsNotPreparedIsFoundByItsWordsUntilItIs() {
    Passage passage = passage(refunds, "You are reimbursed within a week.");

    assertThat(base.put(workspace, refunds, List.of(passage))).isFalse();
    assertThat(base.search(workspace, "money", 5)).isEmpty();
    assertThat(base.search(workspace, "reimbursed", 5)).hasSize(1);

    base.prepare(refunds, List.of(passage));
    assertThat(base.put(workspace, refunds, List.of(passage))).isTrue();
    assertThat(base.search(workspace, "money", 5)).hasSize(1);
  }

  @Test
  void manyPassagesOfOneSourceDoNotHideAnother() {
    List<Passage> many = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      many.add(new Passage(refunds, i, "Manual", "Refunds", null, null, "Money, case " + i + "."));
    }
    base.prepare(refunds, many);
    base.put(workspace, refunds, many);
    put(parcels, "The courier brings cash.");

    assertThat(base.search(workspace, "courier with money", 5))
        .first()
        .extracting(hit -> hit.passage().source())
        .isEqualTo(parcels);
  }

  @Test
  void aQuestionWithoutWordsFindsNothingAndDoesNotFail() {
    put(refunds, "Cash comes by mail.");

    assertThat(base.search(workspace, " ", 5)).isEmpty();
  }

  @Test
  void aRemovedSourceLeavesNoPartBehind() {
    put(refunds, "Cash comes by mail.");
    put(parcels, "The courier rings twice.");

    base.remove(workspace, refunds);

    assertThat(base.search(workspace, "money", 5))
        .extracting(hit -> hit.passage().source())
        .doesNotContain(refunds);
  }

  private void put(SourceId source, String text) {
    List<Passage> passages = List.of(passage(source, text));
    base.prepare(source, passages);
    base.put(workspace, source, passages);
  }

  private static Passage passage(SourceId source, String text) {
    return new Passage(source, 0, "Manual", null, null, null, text);
  }
}
