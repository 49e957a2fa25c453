package dev.baton.load.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountersTest {
  @Test
  void whatHasGrownIsToldWithAllLabelsTogether() {
    Counters before = Counters.parse("a_total{x=\"1\"} 1.0\nsame_total 4.0\n");
    Counters after =
        Counters.parse(
            """
            # HELP a_total Things.
            # TYPE a_total counter
            a_total{x="1"} 2.0
            a_total{x="2"} 1.5E1
            same_total 4.0
            some_gauge 7.0
            pause_seconds_sum 0.25
            """);

    assertThat(after.since(before).toString())
        .isEqualTo("{\"a_total\":16.0,\"pause_seconds_sum\":0.25}");
  }

  @Test
  void aServerWithoutSuchAPageCountsNothing() {
    assertThat(Counters.parse("").since(Counters.parse("")).isEmpty()).isTrue();
  }
}
