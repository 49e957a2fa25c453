package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.testkit.Answer;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class BenchJournalTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void eventsAndRowsAreCountedAndCompared() {
    int exit =
        run("bench", "journal", "--json", "--in-flight", "5", "--rounds", "1", "--seconds", "1");

    assertThat(exit).isEqualTo(ExitCode.OK);
    JsonNode line = Answer.parse(out.toString());
    double events = line.path("entity_events_per_s").asDouble();
    double rows = line.path("raw_rows_per_s").asDouble();
    assertThat(events).isPositive();
    assertThat(rows).isPositive();
    assertThat(line.path("ratio").asDouble())
        .isCloseTo(events / rows, org.assertj.core.data.Offset.offset(0.002));
    assertThat(line.path("payload_bytes").asInt()).isBetween(200, 400);
  }

  @Test
  void whatCannotBeMeasuredIsOneLine() {
    assertThat(run("bench", "journal", "--in-flight", "0")).isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString()).contains("--in-flight is 1 to 10000").hasLineCount(1);
    assertThat(run("bench", "engine")).isEqualTo(ExitCode.USAGE);
  }

  private int run(String... arguments) {
    return Baton.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }
}
