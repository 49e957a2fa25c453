package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalTest {
  private static final String LAMPS = "../engine/src/test/resources/eval/lamps";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;

  @Test
  void theReportHasEverySetAndTheMeanOverThem() throws IOException {
    Path requests = Files.createDirectory(folder.resolve("requests"));
    Files.writeString(
        requests.resolve("questions.jsonl"),
        """
        {"id":"1","text":"I want a human","answerable":false,"relevant":[],"type":"explicit_human"}
        {"id":"2","text":"Pass me to somebody who can read","answerable":false,"relevant":[],"type":"explicit_human"}
        {"id":"3","text":"humans need lamps","answerable":false,"relevant":[],"type":"out_of_scope"}
        """);

    assertThat(run("eval", LAMPS, requests.toString(), "--json")).isEqualTo(ExitCode.OK);

    JsonNode report = new JsonMapper().readTree(out.toString());
    JsonNode lamps = report.path("sets").path(0);
    assertThat(lamps.path("name").asText()).isEqualTo("lamps");
    assertThat(lamps.path("r3").asDouble()).isGreaterThan(0.9);
    assertThat(lamps.path("cpu_ms_per_question").asDouble()).isPositive();
    assertThat(report.path("sets").path(1).path("name").asText()).isEqualTo("requests");
    assertThat(report.path("sets").path(1).has("r1")).isFalse();
    assertThat(report.path("mean").path("r1")).isEqualTo(lamps.path("r1"));
    assertThat(report.path("mean").path("explicit_recall").asDouble())
        .isEqualTo(
            (lamps.path("explicit_recall").asDouble()
                    + report.path("sets").path(1).path("explicit_recall").asDouble())
                / 2);
  }

  @Test
  void withoutJsonItIsATableAndDetailsSayWhatCameOfEachQuestionAndWhy() throws IOException {
    Path details = folder.resolve("details.jsonl");

    assertThat(run("eval", LAMPS, "--details", details.toString())).isEqualTo(ExitCode.OK);

    List<String> lines = Files.readAllLines(details);
    assertThat(lines).hasSameSizeAs(Files.readAllLines(Path.of(LAMPS, "questions.jsonl")));
    assertThat(lines).first().asString().contains("\"act\":", "\"signals\":{\"");
    assertThat(out.toString()).contains("threshold 0.50", "lamps", "auroc", "chitchat met");
    assertThat(out.toString()).doesNotContain("mean");
  }

  @Test
  void learningSaysWhatItIsWorthElsewhereAndWritesWeightsAndPlots() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    for (String file : List.of("kb.jsonl", "questions.jsonl")) {
      Files.copy(Path.of(LAMPS, file), other.resolve(file));
    }
    Path weights = folder.resolve("confidence.properties");

    int exit =
        run(
            "learn",
            LAMPS,
            other.toString(),
            "--out",
            weights.toString(),
            "--plots",
            folder.toString());

    assertThat(exit).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("held back", "learnt", "by words alone");
    assertThat(Files.readString(weights)).contains("version=", "meaning.vote=", "words.coverage=");
    assertThat(folder.resolve("reliability.svg")).content().contains("<polyline");
    assertThat(folder.resolve("curve.svg")).content().contains("lamps");
  }

  @Test
  void growthIsMeasuredAtEachSizeAndDrawn() {
    Path plot = folder.resolve("growth.svg");

    int exit =
        run(
            "bench",
            "retrieval",
            "--passages",
            "30,120",
            "--run",
            "5",
            "--questions",
            "5",
            "--plot",
            plot.toString());

    assertThat(exit).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).containsPattern("(?m)^ +30 ").containsPattern("(?m)^ +120 ");
    assertThat(plot).content().contains("p99", "<polyline");
  }

  @Test
  void whatCannotBeMeasuredIsOneLine() {
    assertThat(run("eval", folder.toString())).isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString()).contains("questions.jsonl is missing").hasLineCount(1);
    assertThat(run("eval")).isEqualTo(ExitCode.USAGE);
    assertThat(run("eval", LAMPS, "--threshold", "1.5")).isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString()).contains("--threshold is 1.5; it lies between 0 and 1.");
  }

  private int run(String... arguments) {
    return Baton.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }
}
