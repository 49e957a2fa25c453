package dev.baton.load.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.load.machine.Machine;
import dev.baton.load.machine.Proc;
import dev.baton.load.machine.Processes;
import dev.baton.load.machine.Sample;
import dev.baton.load.measure.Window;
import dev.baton.load.plan.Plan;
import dev.baton.load.plan.Scenario;
import dev.baton.load.record.Book;
import dev.baton.load.record.Findings.Kind;
import dev.baton.load.record.Keys;
import dev.baton.load.record.Side;
import dev.baton.load.record.Talk;
import dev.baton.load.scenario.Outcome;
import dev.baton.load.scenario.ReadBack;
import dev.baton.load.sockets.Traffic;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultTest {
  private static final Sample BEGIN = new Sample(10, 5, 1, 100, 0, 0, 0);
  private static final Sample END = new Sample(12, 6, 1.5, 110, 150, 20, 200);

  private final Talk talk = new Talk(0, "cnv_1", "token", 0, 0);
  private final Book book = new Book(new Keys("r1"), List.of(talk));

  @Test
  void theJsonHasTheFiguresThatOthersRelyOn() {
    deliver(1, 5_000_000);
    deliver(2, 20_000_000);

    JsonNode json = result(new Window(10, 2_000, 2_000, 2_000, 4_000, BEGIN, END)).json();

    assertThat(json.path("sent").asInt()).isEqualTo(2);
    assertThat(json.path("acked").asInt()).isEqualTo(2);
    assertThat(json.path("delivered").asInt()).isEqualTo(2);
    assertThat(json.path("stored").asInt()).isEqualTo(2);
    assertThat(json.path("lost").asInt(-1)).isZero();
    assertThat(json.path("doubled").asInt(-1)).isZero();
    assertThat(json.path("reordered").asInt(-1)).isZero();
    assertThat(json.path("delivered_per_s").asDouble()).isEqualTo(200);
    assertThat(json.at("/delivery_ms/p50").asDouble()).isBetween(4.9, 5.1);
    assertThat(json.at("/delivery_ms/p99").asDouble()).isBetween(19.9, 20.1);
    assertThat(json.at("/delivery_ms/p999").isNumber()).isTrue();
    assertThat(json.at("/ack_ms/p50").isNumber()).isTrue();
    assertThat(json.at("/cpu_s_per_1000/server").asDouble()).isEqualTo(1);
    assertThat(json.at("/cpu_s_per_1000/database").asDouble()).isEqualTo(0.5);
    assertThat(json.at("/cpu_s_per_1000/tool").asDouble()).isEqualTo(0.25);
    assertThat(json.path("machine_stolen").asDouble()).isEqualTo(0.1);
    assertThat(json.has("kib_per_connection")).isTrue();
    assertThat(json.path("kib_per_connection").isNull()).isTrue();
    assertThat(json.path("ok").asBoolean()).isTrue();
  }

  @Test
  void whatWasNotMeasuredIsNull() {
    JsonNode json = result(null).json();

    assertThat(json.path("delivered_per_s").isNull()).isTrue();
    assertThat(json.at("/delivery_ms/p99").isNull()).isTrue();
    assertThat(json.at("/cpu_s_per_1000/server").isNull()).isTrue();
  }

  @Test
  void aRunThatLostSomethingFails() {
    deliver(1, 1);
    book.findings().add(Kind.LOST, "one of them");

    Result result = result(null);

    assertThat(result.failures()).containsExactly("1 lost");
    assertThat(result.json().path("ok").asBoolean(true)).isFalse();
    assertThat(Screen.summary(result)).contains("- lost: one of them", "not ok: 1 lost");
  }

  @Test
  void aRunInWhichNothingArrivedFails() {
    book.add(talk, Side.CUSTOMER, 0, book.announce());

    assertThat(result(null).failures()).containsExactly("nothing was delivered");
  }

  @Test
  void whatTheScenarioHasNotReachedFails() {
    Outcome outcome = outcome(null, List.of("not everybody was back"));

    assertThat(Result.of(outcome, List.of()).failures()).containsExactly("not everybody was back");
  }

  @Test
  void anObjectiveThatIsMissedFails() {
    deliver(1, 20_000_000);

    Result result =
        Result.of(
            outcome(null, List.of()),
            List.of(Objective.parse("delivery_ms.p99<=10"), Objective.parse("lost=0")));

    assertThat(result.failures()).hasSize(1);
    assertThat(result.failures().getFirst()).startsWith("delivery_ms.p99<=10 was not met: 20");
  }

  @ParameterizedTest
  @CsvSource({
    "a.b<=2, true",
    "a.b<2, false",
    "a.b>=2, true",
    "a.b>2, false",
    "a.b=2, true",
    "a.b = 2.5, false",
    "a.none<=2, false",
    "none=0, false"
  })
  void objectivesCompare(String objective, boolean met) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putObject("a").put("b", 2).putNull("none");

    assertThat(Objective.parse(objective).metBy(json)).isEqualTo(met);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "lost", "lost<", "<=5", "lost<=many", "lost!5"})
  void aWrongObjectiveIsRefused(String objective) {
    assertThatThrownBy(() -> Objective.parse(objective))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("delivery_ms.p99<=10");
  }

  @Test
  void thePageHoldsAllFiguresAndCannotBeBrokenByThem() {
    book.findings().add(Kind.ALTERED, "</script><b>");

    String page = Page.of(result(null).json());

    assertThat(page).contains("\"findings\":[\"altered: <\\/script><b>\"]");
    assertThat(page.split("</script>", -1)).hasSize(3);
    assertThat(page).doesNotContain("https://", "src=");
  }

  private void deliver(int seq, long nanos) {
    book.measuring(true);
    long code = book.add(talk, Side.CUSTOMER, 0, book.announce());
    book.written(code, 0);
    book.acked(code, seq, nanos);
    book.delivered(code, seq, nanos);
  }

  private Result result(@Nullable Window window) {
    return Result.of(outcome(window, List.of()), List.of());
  }

  private Outcome outcome(@Nullable Window window, List<String> missed) {
    Plan plan =
        new Plan(
            URI.create("http://127.0.0.1:1"),
            "key",
            "",
            Scenario.STEADY,
            1,
            1,
            10,
            1,
            10,
            0,
            1,
            7,
            true,
            60,
            1,
            Plan.EVERYTHING,
            List.of("waiting"),
            0,
            List.of());
    return new Outcome(
        plan,
        book,
        new Traffic(),
        window,
        List.of(),
        new ReadBack(1, 1, book.delivered(), 0),
        new Machine(new Proc(Path.of("nowhere")), new Processes(null, null), 1),
        missed,
        JsonNodeFactory.instance.objectNode());
  }
}
