package dev.baton.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.load.echo.Conduct;
import dev.baton.load.plan.Scenario;
import dev.baton.load.record.Findings.Kind;
import dev.baton.load.record.Side;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A run against a server that keeps its promises, and against such that break one each. */
class MisbehavingServerTest {
  private static final int RATE = 200;

  @Test
  void anHonestServerIsFoundHonest() throws InterruptedException {
    for (Scenario scenario : List.of(Scenario.CLOSED, Scenario.STEADY)) {
      Outcome outcome = play(scenario, Conduct.HONEST);

      assertThat(outcome.book().findings().kept()).isEmpty();
      assertThat(outcome.book().sent()).isPositive();
      assertThat(outcome.book().acked()).isEqualTo(outcome.book().sent());
      assertThat(outcome.book().delivered()).isEqualTo(outcome.book().sent());
      assertThat(outcome.readBack().stored()).isEqualTo(outcome.book().sent());
      assertThat(outcome.readBack().unknown()).isZero();
    }
  }

  @Test
  void afterACutEverybodyComesBackWithoutAGap() throws InterruptedException {
    Outcome outcome = play(Scenario.STORM, Conduct.HONEST);

    assertThat(outcome.missed()).isEmpty();
    assertThat(outcome.book().findings().kept()).isEmpty();
    assertThat(outcome.figures().at("/storm/not_back").asInt()).isZero();
    assertThat(outcome.figures().at("/storm/connections").asInt()).isEqualTo(6);
    assertThat(outcome.readBack().stored()).isEqualTo(outcome.book().sent());
  }

  @Test
  void everybodyWhoAsksForAPersonIsServed() throws InterruptedException {
    Outcome outcome = play(Scenario.BURST, Conduct.HONEST);

    assertThat(outcome.missed()).isEmpty();
    assertThat(outcome.book().findings().kept()).isEmpty();
    assertThat(outcome.figures().at("/burst/served").asInt()).isEqualTo(4);
    assertThat(outcome.figures().at("/burst/asked_on_screen_ms/count").asInt()).isEqualTo(4);
    assertThat(outcome.figures().at("/burst/change_to_screen_ms/count").asInt())
        .isGreaterThanOrEqualTo(8);
    assertThat(outcome.book().delivered()).isEqualTo(4);
  }

  @Test
  void idleCustomersSayNothing() throws InterruptedException {
    Outcome outcome = play(Scenario.IDLE, Conduct.HONEST);

    assertThat(outcome.missed()).isEmpty();
    assertThat(outcome.book().sent()).isZero();
    assertThat(outcome.figures().has("kib_per_connection")).isTrue();
  }

  @Test
  void aMessageThatIsNeverShownIsLost() throws InterruptedException {
    Outcome outcome =
        play(
            Scenario.STEADY,
            new Conduct() {
              @Override
              public void show(Side to, long seq, Runnable frame) {
                if (to == Side.CUSTOMER || seq != 5) {
                  frame.run();
                }
              }
            });

    assertThat(outcome.book().findings().count(Kind.LOST)).isPositive();
    assertThat(outcome.book().findings().count(Kind.DOUBLED)).isZero();
  }

  @Test
  void aMessageThatIsShownTwiceIsDoubled() throws InterruptedException {
    Outcome outcome =
        play(
            Scenario.STEADY,
            new Conduct() {
              @Override
              public void show(Side to, long seq, Runnable frame) {
                frame.run();
                if (seq == 6) {
                  frame.run();
                }
              }
            });

    assertThat(outcome.book().findings().count(Kind.DOUBLED)).isPositive();
    assertThat(outcome.book().findings().count(Kind.LOST)).isZero();
  }

  @Test
  void messagesThatAreShownInAnotherOrderAreReordered() throws InterruptedException {
    Outcome outcome =
        play(
            Scenario.STEADY,
            new Conduct() {
              private @Nullable Runnable held;

              @Override
              public void show(Side to, long seq, Runnable frame) {
                if (to == Side.CUSTOMER && seq == 5 && held == null) {
                  held = frame;
                  return;
                }
                frame.run();
                if (to == Side.CUSTOMER && held != null && seq > 5) {
                  held.run();
                  held = () -> {};
                }
              }
            });

    assertThat(outcome.book().findings().count(Kind.REORDERED)).isPositive();
  }

  @Test
  void whatIsAcknowledgedAndNotKeptIsLost() throws InterruptedException {
    Outcome outcome =
        play(
            Scenario.STEADY,
            new Conduct() {
              @Override
              public boolean keeps(long seq) {
                return seq != 7;
              }
            });

    assertThat(outcome.book().findings().count(Kind.LOST)).isPositive();
    assertThat(outcome.readBack().stored()).isLessThan(outcome.book().acked());
  }

  @Test
  void whatIsUnknownIsSentAgainUnderItsKey() throws InterruptedException {
    Outcome outcome =
        play(
            Scenario.STEADY,
            new Conduct() {
              private final Set<String> refused = new HashSet<>();

              @Override
              public int refuses(String key) {
                return key.endsWith("-3") && refused.add(key) ? 503 : 0;
              }
            });

    assertThat(outcome.book().findings().kept()).isEmpty();
    assertThat(outcome.book().repeated()).isPositive();
    assertThat(outcome.book().delivered()).isEqualTo(outcome.book().sent());
  }

  @Test
  void whatIsRefusedIsCounted() throws InterruptedException {
    Outcome outcome =
        play(
            Scenario.STEADY,
            new Conduct() {
              @Override
              public int refuses(String key) {
                return key.endsWith("-2") ? 413 : 0;
              }
            });

    assertThat(outcome.book().refused()).isPositive();
    assertThat(outcome.book().findings().kept()).isEmpty();
    assertThat(outcome.traffic().firstRefusal()).hasToString("413 no");
    assertThat(outcome.book().delivered() + outcome.book().refused())
        .isEqualTo(outcome.book().sent());
  }

  @Test
  void aServerThatStallsShowsInTheTimesOfAllWhoWereDue() throws InterruptedException {
    int stalled = 60;
    Outcome outcome =
        play(
            Scenario.STEADY,
            new Conduct() {
              private final List<Runnable> held = new ArrayList<>();
              private boolean over;

              @Override
              public void show(Side to, long seq, Runnable frame) {
                if (over || seq <= 1) {
                  frame.run();
                  return;
                }
                held.add(frame);
                if (held.size() >= 2 * stalled) {
                  over = true;
                  held.forEach(Runnable::run);
                }
              }
            });

    // The first of them were due so many distances before the last one, whatever the machine does.
    double distanceMicros = 1e6 / RATE;
    assertThat((double) outcome.book().deliveryTimes().total().getMaxValue())
        .isGreaterThan((stalled - 2) * distanceMicros * 0.95);
    assertThat((double) outcome.book().deliveryTimes().total().getValueAtPercentile(90))
        .isGreaterThan(stalled / 2.0 * distanceMicros);
  }

  private static Outcome play(Scenario scenario, Conduct conduct) throws InterruptedException {
    Trial trial = new Trial(scenario);
    return switch (scenario) {
      case IDLE -> trial.seconds(1, 1).against(conduct);
      case BURST -> trial.seconds(30, 1).against(conduct);
      case STORM -> trial.rate(RATE).seconds(30, 1).against(conduct);
      case STEADY -> trial.rate(RATE).seconds(1, 3).against(conduct);
      default -> trial.rate(RATE).seconds(1, 1).against(conduct);
    };
  }
}
