package dev.baton.chaos.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.chaos.world.Ledger;
import dev.baton.chaos.world.Sent;
import dev.baton.chaos.world.Talk;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A comparison that cannot find anything would be of no use. */
final class ComparisonTest {
  private final Ledger ledger = new Ledger();
  private final Talk talk = new Talk("cnv_1", "token");
  private final Comparison comparison = new Comparison(ledger);

  ComparisonTest() {
    acknowledged("k1", 1, 0);
    acknowledged("k2", 3, 1);
    ledger.add(talk);
  }

  @Test
  void findsNothingWhereEverythingStands() {
    compare(row(1, "k1"), agent(2), row(3, "k2"));

    assertThat(comparison.findings().kept()).isEmpty();
  }

  @Test
  void findsWhatIsLost() {
    compare(row(1, "k1"), agent(2));

    assertFound(Finding.Kind.LOST, "k2");
  }

  @Test
  void findsWhatIsDoubled() {
    compare(row(1, "k1"), agent(2), row(3, "k2"), row(4, "k2"));

    assertFound(Finding.Kind.DOUBLED, "k2");
  }

  @Test
  void findsWhatStandsBeforeWhatItsAuthorHadSeen() {
    acknowledged("k3", 2, 3);
    compare(row(1, "k1"), row(2, "k3"), row(3, "k2"));

    assertFound(Finding.Kind.REORDERED, "k3");
  }

  @Test
  void findsWhatStandsElsewhereThanAcknowledged() {
    compare(row(1, "k1"), row(2, "k2"));

    assertFound(Finding.Kind.FALSE_ACKNOWLEDGEMENT, "k2");
  }

  @Test
  void findsWhatWasRefusedAndStands() {
    Sent refused = new Sent("k4", "customer", "line k4", 0);
    refused.decided(Sent.Outcome.REFUSED, 0);
    talk.add(refused);
    compare(row(1, "k1"), agent(2), row(3, "k2"), row(4, "k4"));

    assertFound(Finding.Kind.REFUSED_BUT_STANDS, "k4");
  }

  @Test
  void findsWhatNobodySentAndGaps() {
    compare(row(1, "k1"), agent(2), row(3, "k2"), row(5, "k9"));

    assertFound(Finding.Kind.STRANGE, "k9");
    assertFound(Finding.Kind.GAP, "k9");
  }

  private void acknowledged(String key, long seq, long after) {
    Sent sent = new Sent(key, "customer", "line " + key, after);
    sent.decided(Sent.Outcome.ACKNOWLEDGED, seq);
    talk.add(sent);
  }

  private void compare(JournalLines.Row... rows) {
    comparison.stands(talk, List.of(rows));
  }

  private void assertFound(Finding.Kind kind, String key) {
    assertThat(comparison.findings().kept())
        .anySatisfy(finding -> {
          assertThat(finding.kind()).isEqualTo(kind);
          assertThat(finding.key()).isEqualTo(key);
        });
  }

  private static JournalLines.Row row(long seq, String key) {
    return new JournalLines.Row(new Line(seq, "customer", "line " + key), key);
  }

  private static JournalLines.Row agent(long seq) {
    return new JournalLines.Row(new Line(seq, "agent", "answer"), "");
  }
}
