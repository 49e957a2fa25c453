package dev.baton.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.database.DatabaseSettings;
import dev.baton.identity.Secret;
import dev.baton.testkit.Client;
import dev.baton.testkit.Customer;
import dev.baton.testkit.Journal;
import dev.baton.testkit.RunningServer;
import dev.baton.testkit.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a customer sends by the socket: acknowledged, refused or unknown, once each. */
class SendBySocketIntegrationTest {
  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  private final Customer customer = SERVER.customer();

  @Test
  void aMessageComesBackWithItsKeyIsStoredAndReachesTheTeam() {
    customer.asksForPerson().is(200);
    Socket inbox = SERVER.team(RunningServer.MAYA).inbox();
    inbox.follows(customer.conversation(), 0);
    Socket socket = customer.listens(0);

    send(socket, "k-first", "Where is my parcel?");

    JsonNode message = socket.awaitMessage("Where is my parcel?");
    assertThat(message.path("key").asText()).isEqualTo("k-first");
    assertThat(message.path("seq").asLong()).isEqualTo(2);
    assertThat(customer.history().at("/messages/1")).isEqualTo(message);
    inbox.await("timeline", frame -> frame.toString().contains("Where is my parcel?"));
    assertThat(socket.frames("accepted")).isEmpty();
    assertThat(socket.frames("refused")).isEmpty();
    socket.close();
    inbox.close();
  }

  @Test
  void theFirstMessageBeginsTheConversationAndIsAnswered() {
    Socket socket = customer.listens(0);

    send(socket, "k-1", "A first question");

    assertThat(socket.awaitMessage("Answer to: A first question").path("seq").asLong())
        .isEqualTo(2);
    socket.close();
  }

  @Test
  void aRepeatIsAcceptedWithTheSameSeqAndSaidOnce() {
    customer.asksForPerson().is(200);
    Socket socket = customer.listens(0);
    send(socket, "k-once", "once only");
    JsonNode message = socket.awaitMessage("once only");

    send(socket, "k-once", "once only");

    JsonNode accepted = socket.await("accepted");
    assertThat(accepted.path("key").asText()).isEqualTo("k-once");
    assertThat(accepted.path("seq")).isEqualTo(message.path("seq"));
    assertThat(customer.says("k-once", "once only").is(200).json().path("message"))
        .isEqualTo(message);
    assertThat(customer.history().path("messages").findValuesAsText("text"))
        .filteredOn("once only"::equals)
        .hasSize(1);
    socket.close();
  }

  @Test
  void whatWasSentByRequestIsNotSaidAgainBySocket() {
    customer.asksForPerson().is(200);
    JsonNode message = customer.says("k-rest", "by request").is(200).json().path("message");
    Socket socket = customer.listens(2);

    send(socket, "k-rest", "by request");

    assertThat(socket.await("accepted").path("seq")).isEqualTo(message.path("seq"));
    assertThat(customer.history().path("lastSeq").asLong()).isEqualTo(2);
    socket.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "k-taken|other words|422|key_reused|Idempotency-Key|none",
        "k-empty|''|400|empty|text|1",
        "k-blank|' '|400|empty|text|1",
        "k-long|long|413|too_long|text|8000",
        "''|a line|400|invalid_value|key|64",
        "a key|a line|400|invalid_value|key|64",
        "kéy|a line|400|invalid_value|key|64",
        "long|a line|400|invalid_value|key|64"
      })
  void whatIsRefusedIsSaidWithFieldAndLimitAndTheSocketStaysOpen(
      String key, String text, int status, String code, String field, String limit) {
    customer.asksForPerson().is(200);
    customer.says("k-taken", "the first words").is(200);
    Socket socket = customer.listens(2);
    String sentKey = key.equals("long") ? "k".repeat(65) : key;

    send(socket, sentKey, text.equals("long") ? "x".repeat(8_001) : text);

    JsonNode refused = socket.await("refused");
    assertThat(refused.path("key").asText()).isEqualTo(sentKey);
    JsonNode problem = refused.path("problem");
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("code").asText()).isEqualTo(code);
    assertThat(problem.path("field").asText()).isEqualTo(field);
    assertThat(problem.path("limit").asText(null)).isEqualTo(limit);
    send(socket, "k-after", "the socket is open");
    assertThat(socket.awaitMessage("the socket is open").path("seq").asLong()).isEqualTo(3);
    socket.close();
  }

  @Test
  void aMessageWithoutTextIsRefusedAndOneWithoutKeyEndsTheSocket() {
    Socket socket = customer.listens(0);
    socket.send("{\"kind\":\"send\",\"key\":\"k\"}");
    assertThat(socket.await("refused").at("/problem/field").asText()).isEqualTo("text");

    socket.send("{\"kind\":\"send\",\"text\":\"a line\"}");

    assertThat(socket.awaitProblem().path("code").asText()).isEqualTo("malformed");
    assertThat(customer.history().path("lastSeq").asLong()).isZero();
  }

  @Test
  void linesSentInOneBreathAreStoredInTheirOrder() {
    customer.asksForPerson().is(200);
    Socket socket = customer.listens(1);
    List<String> lines = IntStream.range(0, 40).mapToObj(n -> "line " + n).toList();

    lines.forEach(line -> send(socket, Client.newKey(), line));

    await().until(() -> socket.messages().size() == lines.size());
    assertThat(socket.messages().stream().map(message -> message.path("text").asText()))
        .isEqualTo(lines);
    assertThat(socket.messages().stream().map(message -> message.path("seq").asLong()))
        .isEqualTo(LongStream.range(2, 2 + lines.size()).boxed().toList());
    socket.close();
  }

  @Test
  void soManyMayWaitForTheirOutcomeAndOneMoreIsRefused() throws SQLException {
    customer.asksForPerson().is(200);
    Socket socket = customer.listens(1);
    List<String> keys = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE event_journal IN SHARE ROW EXCLUSIVE MODE");

      for (int n = 0; n <= Sends.WAITING_MAX; n++) {
        keys.add("k-" + n);
        send(socket, keys.getLast(), "line " + n);
      }

      JsonNode refused = socket.await("refused");
      assertThat(refused.path("key").asText()).isEqualTo(keys.getLast());
      assertThat(refused.at("/problem/code").asText()).isEqualTo("too_many");
      assertThat(refused.at("/problem/status").asInt()).isEqualTo(429);
      assertThat(refused.at("/problem/limit").asInt()).isEqualTo(Sends.WAITING_MAX);
      assertThat(socket.messages()).isEmpty();
    }

    await().until(() -> socket.messages().size() + socket.frames("refused").size() == keys.size());
    send(socket, keys.getLast(), "line " + Sends.WAITING_MAX);
    socket.awaitMessage("line " + Sends.WAITING_MAX);
    socket.close();
  }

  @Test
  void whatTheDatabaseDidNotTakeIsUnknownAndTheSameKeyTakesEffectOnce() throws SQLException {
    customer.asksForPerson().is(200);
    Socket socket = customer.listens(1);
    Journal.plantNextRow(SERVER, customer.conversation());

    send(socket, "k-unknown", "is it there?");

    JsonNode problem = socket.await("refused").path("problem");
    assertThat(problem.path("status").asInt()).isEqualTo(503);
    assertThat(problem.path("code").asText()).isEqualTo("unknown_outcome");
    await()
        .until(() -> {
          send(socket, "k-unknown", "is it there?");
          return customer.history().toString().contains("is it there?");
        });
    assertThat(customer.history().path("messages").findValuesAsText("text"))
        .filteredOn("is it there?"::equals)
        .hasSize(1);
    socket.close();
  }

  @Test
  void aTokenThatExpiresWhileTheSocketIsOpenIsRefusedAndNothingIsStored() throws SQLException {
    Socket socket = customer.listens(0);
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE customer_session SET expires_at = now() - interval '1 second' WHERE token_hash = '"
              + new Secret(customer.token()).hash()
              + "'");
    }

    await()
        .until(() -> {
          send(socket, Client.newKey(), "still there?");
          return !socket.frames("refused").isEmpty();
        });

    assertThat(socket.frames("refused").getFirst().at("/problem/code").asText())
        .isEqualTo("token_expired");
    send(socket, "k-late", "much later");
    socket.await("refused", frame -> frame.path("key").asText().equals("k-late"));
    assertThat(
            SERVER
                .team(RunningServer.MAYA)
                .get("/api/v1/conversations/" + customer.conversation())
                .text())
        .doesNotContain("much later");
    socket.close();
  }

  private static void send(Socket socket, String key, String text) {
    socket.send(
        "{\"kind\":\"send\",\"key\":"
            + Client.quoted(key)
            + ",\"text\":"
            + Client.quoted(text)
            + "}");
  }

  private static Connection connect() throws SQLException {
    DatabaseSettings settings = SERVER.database().settings();
    return DriverManager.getConnection(settings.url(), settings.user(), settings.password());
  }
}
