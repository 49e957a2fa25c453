package dev.baton.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.database.DatabaseSettings;
import dev.baton.testkit.Client;
import dev.baton.testkit.Customer;
import dev.baton.testkit.RunningServer;
import dev.baton.testkit.ScriptedAgent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The checker on a journal that a real server has written. */
class VerifyIntegrationTest {
  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  private final Client ada = SERVER.team(RunningServer.ADA);

  @Test
  void aMixedLifeIsFaultlessAndOnePlantedAnswerIsFound() throws SQLException {
    Customer answered = SERVER.customer();
    answered.says("a question");
    awaitLast(answered, 2);
    Customer handedOff = SERVER.customer();
    handedOff.says("unknown");
    awaitLast(handedOff, 2);
    String id = handedOff.conversation();
    act(id, "replies", "{\"text\":\"a reply\"}");
    act(id, "hand-back", "{\"generation\":3}");
    handedOff.says("another question");
    awaitLast(handedOff, 5);
    act(id, "close", "{\"generation\":4}");
    handedOff.says("hello");
    awaitLast(handedOff, 7);
    Customer raced = SERVER.customer();
    ScriptedAgent.Held held = SERVER.agent().hold("a raced question");
    raced.says("a raced question");
    held.awaitAsked();
    act(raced.conversation(), "take-over", "{\"generation\":1}");
    held.release();
    await().until(() -> SERVER.metric("baton_answers_dropped_total") > 0);

    JsonNode report = ada.get("/api/v1/verify").is(200).json();

    assertThat(report.path("violations")).isEmpty();
    assertThat(report.path("conversations").asLong()).isEqualTo(3);
    assertThat(report.path("spans").asLong()).isEqualTo(2);
    assertThat(report.path("agentMessages").asLong()).isEqualTo(4);
    for (String nought :
        new String[] {"agentMessagesInHumanSpans", "seqGaps", "doubledKeys", "unreadable"}) {
      assertThat(report.path(nought).isIntegralNumber()).as(nought).isTrue();
      assertThat(report.path(nought).asLong()).as(nought).isZero();
    }

    plantAnswer(answered.conversation(), raced.conversation());

    JsonNode planted = ada.get("/api/v1/verify").is(200).json();
    assertThat(planted.path("agentMessagesInHumanSpans").asLong()).isEqualTo(1);
    assertThat(planted.path("violations")).isNotEmpty();
    planted
        .path("violations")
        .forEach(violation ->
            assertThat(violation.path("conversation").asText()).isEqualTo(raced.conversation()));
  }

  /** An agent's message, copied to the end of a conversation that an operator owns. */
  private static void plantAnswer(String from, String to) throws SQLException {
    DatabaseSettings database = SERVER.database().settings();
    String sql =
        """
        INSERT INTO event_journal (persistence_id, sequence_number, writer, write_timestamp,
          adapter_manifest, event_ser_id, event_ser_manifest, event_payload)
        SELECT (SELECT max(persistence_id) FROM event_journal WHERE persistence_id LIKE ?),
          (SELECT max(sequence_number) + 1 FROM event_journal WHERE persistence_id LIKE ?),
          writer, write_timestamp, adapter_manifest, event_ser_id, event_ser_manifest,
          event_payload
        FROM event_journal WHERE persistence_id LIKE ? AND encode(event_payload, 'escape')
          LIKE '%agent_spoke%'
        """;
    try (Connection connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, "%" + to);
      insert.setString(2, "%" + to);
      insert.setString(3, "%" + from);
      assertThat(insert.executeUpdate()).isEqualTo(1);
    }
  }

  private void act(String id, String what, String body) {
    ada.change("/api/v1/conversations/" + id + "/" + what, body).is(200);
  }

  private static void awaitLast(Customer customer, long seq) {
    await().until(() -> customer.history().path("lastSeq").asLong() == seq);
  }
}
