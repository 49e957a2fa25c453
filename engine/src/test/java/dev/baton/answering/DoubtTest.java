package dev.baton.answering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.identity.SourceId;
import dev.baton.identity.WorkspaceId;
import dev.baton.retrieval.Passage;
import dev.baton.retrieval.embedding.PassageVectors;
import dev.baton.retrieval.embedding.VectorsInMemory;
import dev.baton.retrieval.lucene.LuceneKnowledgeBase;
import dev.baton.testkit.ToyEmbedder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoubtTest {
  private static final WorkspaceId WORKSPACE = WorkspaceId.random();

  private final ToyEmbedder quick = new ToyEmbedder("quick");
  private final ToyEmbedder slow = new ToyEmbedder("slow");

  @TempDir private Path folder;
  private LuceneKnowledgeBase knowledge;

  @BeforeEach
  void learn() {
    PassageVectors vectors = new PassageVectors(List.of(quick, slow), new VectorsInMemory());
    knowledge = new LuceneKnowledgeBase(folder, vectors, each -> {});
    SourceId source = SourceId.random();
    List<Passage> passages =
        List.of(new Passage(source, 0, "Refunds", null, null, null, "You are reimbursed by mail."));
    knowledge.prepare(source, passages);
    knowledge.put(WORKSPACE, source, passages);
  }

  @AfterEach
  void close() {
    knowledge.close();
  }

  @Test
  void theSlowModelIsRunWhereAGlanceLeavesDoubtAndOnlyThere() {
    int quickBefore = quick.runs();
    int slowBefore = slow.runs();

    double atAGlance = confidence(Doubt.NEVER);
    assertThat(slow.runs()).isEqualTo(slowBefore);

    confidence(new Doubt(atAGlance - 0.01, atAGlance + 0.01));
    assertThat(slow.runs()).isEqualTo(slowBefore + 1);

    confidence(new Doubt(atAGlance + 0.01, 1));
    confidence(new Doubt(0, atAGlance - 0.01));
    assertThat(slow.runs()).isEqualTo(slowBefore + 1);
    assertThat(quick.runs()).isEqualTo(quickBefore + 4);
  }

  private double confidence(Doubt doubt) {
    SourcesAgent agent = new SourcesAgent(knowledge, AnswerConfidence.shipped(), doubt);
    Inquiry inquiry = new Inquiry(WORKSPACE, "Where is my money gone?", 0.5, true);
    return agent.answer(inquiry).why().confidence();
  }
}
