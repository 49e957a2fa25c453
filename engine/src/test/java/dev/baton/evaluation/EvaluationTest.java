package dev.baton.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.answering.AnswerConfidence;
import dev.baton.answering.SourcesAgent;
import dev.baton.evaluation.Verdict.Act;
import dev.baton.retrieval.embedding.LoadedModels;
import dev.baton.retrieval.embedding.PassageVectors;
import dev.baton.retrieval.embedding.VectorsInMemory;
import dev.baton.retrieval.lucene.LuceneKnowledgeBase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTest {
  private static final Path LAMPS = Path.of("src/test/resources/eval/lamps");
  private static final Path REQUESTS = Path.of("src/test/resources/eval/requests");
  private static final String QUESTION =
      "{\"id\":\"q\",\"text\":\"?\",\"answerable\":false,\"relevant\":[],\"type\":\"in_scope\"}";

  @TempDir private Path folder;

  @Test
  void theAgentIsAskedAsCustomersWouldAsk() {
    Evaluation.Result result = run(0.5);

    Map<String, Double> figures = result.figures().values();
    assertThat(figures.keySet())
        .containsExactly(
            "questions",
            "answerable",
            "r1",
            "r3",
            "mrr",
            "auroc",
            "oscr",
            "s80",
            "fhr",
            "fa",
            "ba",
            "explicit_precision",
            "explicit_recall",
            "chitchat_met",
            "cpu_ms_per_question",
            "passages_per_second");
    assertThat(figures.get("questions")).isEqualTo(34);
    assertThat(figures.get("answerable")).isEqualTo(18);
    assertThat(figures.get("r1")).isGreaterThan(0.8);
    assertThat(figures.get("auroc")).isGreaterThan(0.8);
    assertThat(figures.get("explicit_recall")).isEqualTo(1);
    assertThat(figures.get("explicit_precision")).isEqualTo(1);
    assertThat(figures.get("chitchat_met")).isEqualTo(1);
    double wrong = figures.getOrDefault("fhr", 9.0) + figures.getOrDefault("fa", 9.0);
    assertThat(figures.get("ba")).isEqualTo(1 - wrong / 2);
    assertThat(result.verdicts())
        .filteredOn(one -> one.act() == Act.HAND_OFF_ON_REQUEST)
        .hasSize(3);
  }

  @Test
  void requestsForAPersonAreToldFromPeopleWhoAreOnlyMentioned() {
    QuestionSet requests = QuestionSetReader.read(REQUESTS);
    Evaluation.Result result = run(requests, 0.5);

    Map<String, Double> figures = result.figures().values();
    assertThat(requests.questions()).hasSizeGreaterThan(500);
    assertThat(figures.get("explicit_precision")).isGreaterThanOrEqualTo(0.98);
    assertThat(figures.get("explicit_recall")).isGreaterThanOrEqualTo(0.97);
    assertThat(result.verdicts())
        .filteredOn(one -> one.question().kind() == QuestionSet.Kind.CHITCHAT)
        .allMatch(one -> one.act() == Act.SMALL_TALK);
  }

  @Test
  void theSameTwiceToTheLastDigit() {
    Map<String, Double> once = new HashMap<>(run(0.5).figures().values());
    Map<String, Double> again = new HashMap<>(run(0.5).figures().values());

    for (String time : List.of("cpu_ms_per_question", "passages_per_second")) {
      assertThat(once.remove(time)).isPositive();
      assertThat(again.remove(time)).isPositive();
    }
    assertThat(again).isEqualTo(once);
  }

  @Test
  void theThresholdDecidesBetweenFalseHandoffsAndFalseAnswers() {
    Map<String, Double> bold = run(0).figures().values();
    Map<String, Double> shy = run(1).figures().values();

    assertThat(bold.get("fhr")).isZero();
    assertThat(shy.get("fhr")).isEqualTo(1);
    assertThat(shy.get("fa")).isZero();
    assertThat(shy.get("auroc")).isEqualTo(bold.get("auroc"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"id\":\"q\"}|line 2: \"text\" is missing or no text",
        "{\"id\":\"q\",\"text\":\"?\",\"type\":\"rude\"}|line 2: \"type\" is \"rude\"; it is one of",
        "{\"id\":\"q\",\"text\":\"?\",\"type\":\"in_scope\",\"answerable\":true}|line 2: \"relevant\" is empty",
        "nonsense|line 2, is no JSON object",
        "[1]|line 2: \"id\" is missing or no text"
      })
  void badLinesAreNamed(String line, String complaint) throws IOException {
    Files.writeString(folder.resolve("questions.jsonl"), QUESTION + "\n" + line + "\n");

    assertThatThrownBy(() -> QuestionSetReader.read(folder))
        .isInstanceOf(QuestionSetReader.Unreadable.class)
        .hasMessageContaining("questions.jsonl, " + complaint);
  }

  @Test
  void badFilesAreNamed() throws IOException {
    assertThatThrownBy(() -> QuestionSetReader.read(folder))
        .hasMessageContaining("questions.jsonl is missing");

    Files.write(
        folder.resolve("questions.jsonl"), "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> QuestionSetReader.read(folder)).hasMessageContaining("is not UTF-8");

    Files.writeString(folder.resolve("questions.jsonl"), QUESTION);
    String article = "{\"id\":\"a\",\"title\":\"A\",\"text\":\"Text\"}\n";
    Files.writeString(folder.resolve("kb.jsonl"), article + article);
    assertThatThrownBy(() -> QuestionSetReader.read(folder))
        .hasMessageContaining("has two articles \"a\"");
  }

  private Evaluation.Result run(double threshold) {
    return run(QuestionSetReader.read(LAMPS), threshold);
  }

  private Evaluation.Result run(QuestionSet set, double threshold) {
    Path index = folder.resolve("index-" + System.nanoTime());
    try (LuceneKnowledgeBase knowledge =
        new LuceneKnowledgeBase(
            index, new PassageVectors(LoadedModels.all(), new VectorsInMemory()), lost -> {})) {
      SourcesAgent agent = new SourcesAgent(knowledge, AnswerConfidence.shipped());
      return new Evaluation(knowledge, agent, threshold).run(set);
    }
  }
}
