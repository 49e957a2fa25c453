package dev.baton.chaos.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

/** The fold over the timeline sees what must not be. */
final class OwnershipsTest {
  private static final String CUSTOMER =
      "{'kind':'message','message':{'seq':%d,'author':{'kind':'customer'}}}";
  private static final String AGENT =
      "{'kind':'message','message':{'seq':%d,'author':{'kind':'agent'}}}";
  private static final String HANDED_OFF = "{'kind':'handed_off','generation':2}";
  private static final String HANDED_BACK =
      "{'kind':'handed_back','generation':3,'operator':{'id':'opr_1'}}";

  private final Findings findings = new Findings();
  private final Ownerships ownerships = new Ownerships("cnv_1", findings);

  @Test
  void findsNothingInAnOrderlyLife() throws Exception {
    fold(CUSTOMER.formatted(1), AGENT.formatted(2), HANDED_OFF, HANDED_BACK, CUSTOMER.formatted(3));

    assertThat(findings.isEmpty()).isTrue();
    assertThat(ownerships.owner()).isEqualTo("agent");
    assertThat(ownerships.unanswered()).isEqualTo(3);
  }

  @Test
  void hearsTheAgentSpeakInAHumanOwnedSpan() throws Exception {
    fold(CUSTOMER.formatted(1), HANDED_OFF, AGENT.formatted(2));

    assertThat(findings.count(Finding.Kind.AGENT_IN_HUMAN_SPAN)).isOne();
  }

  @Test
  void seesASpanThatNoOperatorEnded() throws Exception {
    fold(HANDED_OFF, "{'kind':'handed_back','generation':3}");

    assertThat(findings.count(Finding.Kind.SPAN_ENDED_BY_ANOTHER)).isOne();
  }

  @Test
  void seesAReopeningOfWhatWasNotClosed() throws Exception {
    fold(HANDED_OFF, "{'kind':'reopened','generation':3}");

    assertThat(findings.count(Finding.Kind.SPAN_ENDED_BY_ANOTHER)).isOne();
  }

  @Test
  void seesAGenerationThatWasSkipped() throws Exception {
    fold("{'kind':'handed_off','generation':3}");

    assertThat(findings.count(Finding.Kind.GENERATION)).isOne();
  }

  private void fold(String... entries) throws Exception {
    for (String entry : entries) {
      ownerships.next(new JsonMapper().readTree(entry.replace('\'', '"')));
    }
  }
}
