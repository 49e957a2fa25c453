package dev.baton.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.chaos.faults.KillPoint;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The short form of the long run: the packaged server and its embedded database are killed at
 * random and at every named point, then the database stalls, under load all the time.
 */
final class ChaosIntegrationTest {
  private static final long SEED = Long.getLong("baton.seed", 20_261_122);
  private static final int KILLS = Integer.getInteger("baton.kills", 30);
  private static final int ACKNOWLEDGED = 667 * KILLS;

  private static final int CONVERSATIONS = 8 * KILLS;

  @Test
  void nothingAcknowledgedIsLostDoubledOrReordered() throws Exception {
    Report report =
        ChaosRun.run(
            new Options(
                KILLS,
                ACKNOWLEDGED,
                CONVERSATIONS,
                SEED,
                Options.Victims.MIX,
                false,
                List.of(Duration.ofSeconds(5)),
                false,
                false),
            System.out::println);

    assertThat(report.ok()).as(() -> String.join("\n", report.text())).isTrue();
    assertThat(report.figure("kills")).isGreaterThanOrEqualTo(KILLS);
    assertThat(report.figure("acknowledged")).isGreaterThanOrEqualTo(ACKNOWLEDGED);
    assertThat(report.figure("conversations")).isGreaterThanOrEqualTo(CONVERSATIONS * 9 / 10);
    assertThat(report.figure("openAfterQuiet")).isZero();
    assertThat(report.figure("stillUnknown")).isZero();
    for (KillPoint point : KillPoint.values()) {
      assertThat(report.kills(Kill.Victim.SERVER, point)).as("died %s", point).isPositive();
    }
    assertThat(report.kills(Kill.Victim.DATABASE, null)).isGreaterThan(1);
    assertThat(report.kills(Kill.Victim.BOTH, null)).isGreaterThan(1);
    System.out.println(report.json());
  }
}
