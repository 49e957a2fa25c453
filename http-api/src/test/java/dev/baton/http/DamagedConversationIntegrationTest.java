package dev.baton.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.database.DatabaseSettings;
import dev.baton.testkit.Answer;
import dev.baton.testkit.Customer;
import dev.baton.testkit.Rounds;
import dev.baton.testkit.RunningServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One conversation with an event that cannot be read stops itself and no other. */
class DamagedConversationIntegrationTest {
  private static final Rounds GOOD = Rounds.of("good", 999);

  /** Longer than the server's idle-after: each try finds the conversation at rest. */
  private static final Duration RESTING = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension
  static final RunningServer SERVER =
      new RunningServer().with("baton.engine.conversation.idle-after", "300ms");

  @Test
  void oneOfAThousandNeedsRepairAndTheOthersGoOn() throws SQLException {
    List<Customer> good = new ArrayList<>();
    for (int i = 0; i < GOOD.count(); i++) {
      good.add(SERVER.customer());
    }
    Customer bad = SERVER.customer();
    bad.says("hello");
    GOOD.atOnce(GOOD.count(), i -> good.get(i).says("first", "hello").is(200));

    damage(bad.conversation(), "event_payload = decode('ff00ff', 'hex')");
    awaitNeedsRepair(bad);

    GOOD.atOnce(GOOD.count(), i -> good.get(i).says("second", "hello again").is(200));
    GOOD.atOnce(GOOD.count(), i -> assertThat(good.get(i).history().path("messages")).isNotEmpty());
    Answer refused = bad.says("third", "hello?").isProblem(503, "needs_repair");
    assertThat(refused.header("Retry-After")).isEqualTo("10");
    assertThat(SERVER.engine().damaged()).extracting(Object::toString).contains(bad.conversation());
    assertThat(SERVER.metric("baton_conversations_damaged")).isPositive();
    var report = SERVER.team(RunningServer.ADA).get("/api/v1/verify").is(200).json();
    assertThat(report.path("unreadable").asLong()).isEqualTo(1);
    assertThat(report.path("violations").path(0).path("conversation").asText())
        .isEqualTo(bad.conversation());
    System.out.printf("P17: 1 of %d needs repair, %d go on%n", GOOD.count() + 1, GOOD.count());

    restore(bad.conversation());

    await().atMost(PATIENCE).until(() -> bad.says("after", "and now?").status() == 200);
    assertThat(bad.history().path("messages").path(0).path("text").asText()).isEqualTo("hello");
    assertThat(SERVER.engine().damaged())
        .extracting(Object::toString)
        .doesNotContain(bad.conversation());
  }

  @Test
  void whateverIsWrongWithTheEventTheConversationSaysSo() throws SQLException {
    List<String> damages =
        List.of(
            "event_ser_id = 4711",
            "event_ser_manifest = '#99'",
            "event_payload = convert_to('{\"type\":\"unheard_of\"}', 'UTF8')");
    List<Customer> bad = new ArrayList<>();
    for (String damage : damages) {
      Customer customer = SERVER.customer();
      customer.says("hello");
      damage(customer.conversation(), damage);
      bad.add(customer);
    }

    GOOD.atOnce(bad.size(), i -> awaitNeedsRepair(bad.get(i)));

    for (Customer customer : bad) {
      assertThat(SERVER.engine().damaged())
          .extracting(Object::toString)
          .contains(customer.conversation());
      restore(customer.conversation());
    }
  }

  private static void awaitNeedsRepair(Customer bad) {
    int[] tries = {0};
    await()
        .atMost(PATIENCE)
        .pollInterval(RESTING)
        .until(() -> bad.says("try-" + tries[0]++, "?").text().contains("needs_repair"));
  }

  private static void damage(String conversation, String change) throws SQLException {
    execute("CREATE TABLE IF NOT EXISTS spared AS SELECT * FROM event_journal WHERE false");
    String second =
        "WHERE persistence_id = 'conversation|" + conversation + "' AND sequence_number = 2";
    assertThat(execute("INSERT INTO spared SELECT * FROM event_journal " + second)).isEqualTo(1);
    assertThat(execute("UPDATE event_journal SET " + change + " " + second)).isEqualTo(1);
  }

  private static void restore(String conversation) throws SQLException {
    execute(
        """
        UPDATE event_journal SET event_ser_id = spared.event_ser_id,
          event_ser_manifest = spared.event_ser_manifest, event_payload = spared.event_payload
        FROM spared WHERE event_journal.ordering = spared.ordering
          AND spared.persistence_id = 'conversation|%s'
        """
            .formatted(conversation));
  }

  private static int execute(String sql) throws SQLException {
    DatabaseSettings database = SERVER.database().settings();
    try (Connection connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        PreparedStatement statement = connection.prepareStatement(sql)) {
      return statement.executeUpdate();
    }
  }
}
