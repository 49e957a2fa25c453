package dev.baton.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.database.DatabaseSettings;
import dev.baton.testkit.Answer;
import dev.baton.testkit.Client;
import dev.baton.testkit.Customer;
import dev.baton.testkit.RunningServer;
import dev.baton.testkit.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Where too much is under way callers are refused at once: those who begin first, operators last.
 */
class AdmissionIntegrationTest {
  @RegisterExtension
  static final RunningServer SERVER =
      new RunningServer()
          .with("baton.engine.under-way.new-conversations-max", 1)
          .with("baton.engine.under-way.customers-max", 2)
          .with("baton.engine.under-way.operators-max", 3);

  @Test
  void theFirstToBeRefusedAreThoseWhoBeginAndTheLastAreOperators() throws SQLException {
    Customer one = SERVER.customer();
    Customer two = SERVER.customer();
    Customer three = SERVER.customer();
    Socket socket = three.listens(0);
    Client maya = SERVER.team(RunningServer.MAYA);
    one.says("hello");
    CompletableFuture<Answer> first;
    CompletableFuture<Answer> second;
    String key = Client.newKey();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE event_journal IN EXCLUSIVE MODE");
      first = CompletableFuture.supplyAsync(() -> one.says(key, "hello again"));
      awaitUnderWay(1);

      refused(
          SERVER.nobody().post("/api/v1/widget/" + RunningServer.ACME + "/conversations", "{}"));

      second = CompletableFuture.supplyAsync(() -> two.says(Client.newKey(), "hello"));
      awaitUnderWay(2);
      refused(three.says(Client.newKey(), "hello"));
      socket.send("{\"kind\":\"send\",\"key\":\"" + Client.newKey() + "\",\"text\":\"hello\"}");
      assertThat(socket.await("refused").path("problem").path("code").asText())
          .isEqualTo("overloaded");

      maya.get("/api/v1/conversations/" + three.conversation()).is(404);
      connection.rollback();
    }
    // What was under way ends as always; where its outcome was not known, the same key tells.
    first.join();
    second.join();
    awaitUnderWay(0);
    one.says(key, "hello again").is(200);
    three.says("hello");
    assertThat(SERVER.metric("baton_refused_total{caller=\"customer\"")).isEqualTo(2);
    assertThat(SERVER.metric("baton_refused_total{caller=\"new_conversation\"")).isEqualTo(1);
    assertThat(SERVER.metric("baton_refused_total{caller=\"operator\"")).isZero();
  }

  @Test
  void everyQueueIsShownWithItsBound() {
    String metrics = SERVER.nobody().get("/metrics").is(200).text();

    for (String queue :
        new String[] {"commands", "inquiries", "inbox rows", "blocking", "reading", "replaying"}) {
      assertThat(metrics)
          .containsPattern("baton_queue_waiting\\{queue=\"" + queue + "\"\\} [0-9]")
          .containsPattern("baton_queue_bound\\{queue=\"" + queue + "\"\\} [1-9]");
    }
    assertThat(metrics).containsPattern("baton_queue_waiting\\{queue=\"connections\"\\} 0");
    assertThat(SERVER.metric("baton_sockets_max")).isPositive();
  }

  private static void refused(Answer answer) {
    answer.isProblem(503, "overloaded");
    assertThat(answer.header("Retry-After")).isEqualTo("1");
  }

  private static void awaitUnderWay(int count) {
    await().until(() -> SERVER.metric("baton_queue_waiting{queue=\"commands\"") == count);
  }

  private static Connection connect() throws SQLException {
    DatabaseSettings database = SERVER.database().settings();
    return DriverManager.getConnection(database.url(), database.user(), database.password());
  }
}
