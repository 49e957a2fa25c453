package dev.baton.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.load.echo.Conduct;
import dev.baton.load.plan.Scenario;
import dev.baton.load.record.Findings.Kind;
import dev.baton.load.record.Side;
import org.junit.jupiter.api.Test;

/** Customers who stop reading, against servers that treat them in different ways. */
class SlowTest {
  private static final int SLOW = 1;

  /** Lets go of whoever does not read. */
  private static class Strict implements Conduct {
    private final int code;

    Strict(int code) {
      this.code = code;
    }

    @Override
    public long waitingMax() {
      return 1024 * 1024;
    }

    @Override
    public int slowCode() {
      return code;
    }
  }

  @Test
  void whoIsCutOffIsSeenWithTheCodeAndComesBackWithoutAGap() throws InterruptedException {
    Outcome outcome = play(new Strict(1013));
    JsonNode slow = outcome.figures().path("slow");

    nothingIsMissing(outcome);
    assertThat(slow.path("cut").asInt()).isEqualTo(SLOW);
    assertThat(slow.path("not_cut").asInt()).isZero();
    assertThat(slow.path("others_cut").asInt(-1)).isZero();
    assertThat(slow.at("/close_codes/1013").asInt()).isEqualTo(SLOW);
    assertThat(slow.at("/back_ms/count").asInt()).isEqualTo(SLOW);
    assertThat(outcome.traffic().returns().total()).isGreaterThanOrEqualTo(SLOW);
    assertThat(outcome.traffic().returns().ends()).containsOnlyKeys("1013");
    assertThat(slow.at("/before_ms/count").asInt()).isPositive();
    assertThat(slow.at("/during_ms/count").asInt()).isPositive();
    assertThat(slow.path("p99_ratio").isNumber()).isTrue();
  }

  @Test
  void whoIsCutOffWithoutAWordIsSeenToo() throws InterruptedException {
    Outcome outcome = play(new Strict(0));
    JsonNode slow = outcome.figures().path("slow");

    nothingIsMissing(outcome);
    assertThat(slow.at("/close_codes/none").asInt()).isEqualTo(SLOW);
    assertThat(slow.path("cut").asInt()).isEqualTo(SLOW);
    assertThat(slow.at("/cut_after_ms/count").asInt()).isPositive();
  }

  @Test
  void aServerThatKeepsEverythingForThemHasCutNobody() throws InterruptedException {
    Outcome outcome = play(Conduct.HONEST);

    nothingIsMissing(outcome);
    assertThat(outcome.figures().at("/slow/cut").asInt(-1)).isZero();
    assertThat(outcome.figures().at("/slow/not_cut").asInt()).isEqualTo(SLOW);
    assertThat(outcome.traffic().returns().total()).isZero();
  }

  @Test
  void whatAServerForgetsOfThoseWhoDidNotReadIsLost() throws InterruptedException {
    Outcome outcome =
        play(
            new Strict(1013) {
              private long last;

              @Override
              public void show(Side to, long seq, Runnable frame) {
                // What comes again after the return is older than what was shown before it.
                boolean again = to == Side.CUSTOMER && seq < last - 200;
                last = to == Side.CUSTOMER ? Math.max(last, seq) : last;
                if (!again || seq % 50 != 0) {
                  frame.run();
                }
              }
            });

    assertThat(outcome.book().findings().count(Kind.LOST)).isPositive();
  }

  private static void nothingIsMissing(Outcome outcome) {
    assertThat(outcome.missed()).isEmpty();
    assertThat(outcome.book().findings().kept()).isEmpty();
    assertThat(outcome.readBack().unknown()).isZero();
    assertThat(outcome.readBack().stored()).isEqualTo(outcome.book().sent());
  }

  private static Outcome play(Conduct conduct) throws InterruptedException {
    return new Trial(Scenario.SLOW)
        .people(2 * SLOW, 1)
        .rate(100)
        .seconds(2, 30)
        .slow(SLOW)
        .against(conduct);
  }
}
