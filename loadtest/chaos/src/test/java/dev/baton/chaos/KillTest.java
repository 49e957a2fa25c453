package dev.baton.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.chaos.Kill.Victim;
import dev.baton.chaos.Options.Victims;
import dev.baton.chaos.faults.KillPoint;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KillTest {
  @Test
  void everyPointComesAsOftenAndTheSeedDecidesTheOrder() {
    List<Kill> plan = Kill.plan(options(48, Victims.MIX, 1));

    for (KillPoint point : KillPoint.values()) {
      assertThat(Collections.frequency(plan, new Kill(Victim.SERVER, point))).isEqualTo(2);
    }
    assertThat(plan).isEqualTo(Kill.plan(options(48, Victims.MIX, 1)));
    assertThat(plan).isNotEqualTo(Kill.plan(options(48, Victims.MIX, 2)));
  }

  @Test
  void theEmbeddedDatabaseIsNotKilledAloneUntilItGivesUp() {
    List<Kill> plan = Kill.plan(options(40, Victims.DATABASE, 1));

    assertThat(Collections.frequency(plan, new Kill(Victim.BOTH, null))).isEqualTo(10);
    assertThat(Collections.frequency(plan, new Kill(Victim.DATABASE, null))).isEqualTo(30);
  }

  private static Options options(int kills, Victims victims, long seed) {
    return new Options(kills, 1, 1, seed, victims, false, List.of(), false, false, 1);
  }
}
