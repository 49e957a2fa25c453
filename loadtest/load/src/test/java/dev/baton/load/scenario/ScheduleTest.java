package dev.baton.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void evenDistancesAreEqual() {
    Schedule schedule = new Schedule(4, true, new SplittableRandom(1));

    assertThat(schedule.next()).isEqualTo(SECOND / 4);
    assertThat(schedule.next()).isEqualTo(SECOND / 2);
  }

  @Test
  void randomDistancesKeepTheRateAndVary() {
    Schedule schedule = new Schedule(1_000, false, new SplittableRandom(1));
    long before = 0;
    long longest = 0;
    for (int i = 0; i < 100_000; i++) {
      long next = schedule.next();
      assertThat(next).isGreaterThanOrEqualTo(before);
      longest = Math.max(longest, next - before);
      before = next;
    }

    assertThat(before / (double) SECOND).isBetween(98.0, 102.0);
    assertThat(longest).isGreaterThan(8 * SECOND / 1_000);
  }

  @Test
  void theSameSeedIsTheSameSchedule() {
    assertThat(new Schedule(10, false, new SplittableRandom(7)).next())
        .isEqualTo(new Schedule(10, false, new SplittableRandom(7)).next())
        .isNotEqualTo(new Schedule(10, false, new SplittableRandom(8)).next());
  }

  @Test
  void aBurstComesWithinASecondOrAtItsRate() {
    assertThat(Burst.due(0, true, 1, 500)).hasSize(500).isSorted();
    assertThat(Burst.due(0, true, 1, 500)[499]).isBetween(SECOND / 2, SECOND);
    assertThat(Burst.due(10, true, 1, 500)[499]).isEqualTo(50 * SECOND);
  }
}
