package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.database.Database;
import dev.baton.database.embedded.EmbeddedPostgres;
import dev.baton.identity.WorkspaceId;
import dev.baton.testkit.Answer;
import dev.baton.workspace.Workspace;
import dev.baton.workspace.WorkspaceSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small runs of what measures stored conversations: the figures must fit to each other. */
class BenchStoredIntegrationTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void conversationsOfEachLengthWakeWithAndWithoutSnapshots() {
    int exit =
        run(
            "bench",
            "recovery",
            "--json",
            "--events",
            "10,50",
            "--rounds",
            "2",
            "--conversations",
            "3");

    assertThat(err.toString()).isEmpty();
    assertThat(exit).isEqualTo(ExitCode.OK);
    JsonNode line = Answer.parse(out.toString());
    // Only those of 50 events have come as far as one, and only where the engine wrote the last.
    assertThat(line.path("snapshots").asInt()).isEqualTo(6);
    assertThat(line.path("recover_ms")).hasSize(4);
    assertThat(line.path("recover_ms"))
        .allSatisfy(kind -> {
          assertThat(kind.path("p50").asDouble()).isPositive();
          assertThat(kind.path("p99").asDouble())
              .isGreaterThanOrEqualTo(kind.path("p50").asDouble());
        });
    assertThat(line.path("machine").asText()).contains("processors");
  }

  @Test
  void growthCountsWhatItHasWritten(@TempDir Path folder) throws Exception {
    Path json = folder.resolve("growth.json");
    Path plot = folder.resolve("growth.svg");

    int exit =
        run(
            "bench",
            "growth",
            "--conversations",
            "100,200",
            "--times",
            "10",
            "--json",
            json.toString(),
            "--plot",
            plot.toString());

    assertThat(err.toString()).isEmpty();
    assertThat(exit).isEqualTo(ExitCode.OK);
    JsonNode steps = Answer.parse(Files.readString(json)).path("steps");
    assertThat(steps).hasSize(2);
    assertThat(steps)
        .allSatisfy(step -> {
          JsonNode held = step.path("held");
          long all =
              held.path("waiting").asLong()
                  + held.path("agent").asLong()
                  + held.path("team").asLong()
                  + held.path("closed").asLong();
          assertThat(all).isEqualTo(step.path("conversations").asLong());
          assertThat(held).allSatisfy(list -> assertThat(list.asLong()).isPositive());
          assertThat(step.path("events").asLong()).isGreaterThan(3 * all);
          assertThat(step.path("bytes_per_conversation").asLong()).isPositive();
          assertThat(step.path("list_ms").path("closed").path("deep_rows").asLong())
              .isBetween(1L, held.path("closed").asLong());
        });
    assertThat(out.toString()).contains("100", "200", "stolen");
    assertThat(Files.readString(plot)).contains("recover p99");
  }

  @Test
  void aServerIsReallyStarted(@TempDir Path data) {
    try (ServerProcess server = ServerProcess.start(data, Map.of("BATON_MODELS", "off"))) {
      assertThat(server.ready()).isPositive();
    }
    assertThat(ServerProcess.asLaunched()).isFalse();
  }

  @Test
  void aDatabaseIsFilledOnceUnlessItIsReallyMeant(@TempDir Path data) {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data, null);
        Database database = Database.open(postgres.settings())) {
      database
          .workspaces()
          .add(
              new Workspace(WorkspaceId.random(), "bench", 1, WorkspaceSettings.defaults("Bench")));
    }
    String[] fill = {"bench", "fill", "--data", data.toString(), "--conversations", "30", "--open"};

    assertThat(run(fill)).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).startsWith("30 conversations written");
    assertThat(run(fill)).isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString()).contains("--really").hasLineCount(1);
  }

  @Test
  void whatCannotBeMeasuredIsOneLine() {
    assertThat(run("bench", "recovery", "--events", "9")).isEqualTo(ExitCode.FAILURE);
    assertThat(run("bench", "recovery", "--events", "10000", "--conversations", "1000"))
        .isEqualTo(ExitCode.FAILURE);
    assertThat(run("bench", "growth", "--conversations", "100,100")).isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString())
        .contains("--events are 10 to 10000", "at most 5000000", "--conversations are rising")
        .hasLineCount(3);
  }

  private int run(String... arguments) {
    return Baton.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }
}
