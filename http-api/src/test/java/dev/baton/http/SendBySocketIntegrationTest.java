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
import java.sql.ResultSet;
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
  private static final int WAITING_MAX = 64;

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

      for (int n = 0; n <= WAITING_MAX; n++) {
        keys.add("k-" + n);
        send(socket, keys.getLast(), "line " + n);
      }

      JsonNode refused = socket.await("refused");
      assertThat(refused.path("key").asText()).isEqualTo(keys.getLast());
      assertThat(refused.at("/problem/code").asText()).isEqualTo("too_many");
      assertThat(refused.at("/problem/status").asInt()).isEqualTo(429);
      assertThat(refused.at("/problem/limit").asInt()).isEqualTo(WAITING_MAX);
      assertThat(socket.messages()).isEmpty();
    }

    await().until(() -> socket.messages().size() + socket.frames("refused").size() == keys.size());
    send(socket, keys.getLast(), "line " + WAITING_MAX);
    socket.awaitMessage("line " + WAITING_MAX);
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
  void aTokenThatExpiresWhileTheSocketIsOpenEndsItAndNothingIsStored() throws SQLException {
    Customer late = SERVER.customer();
    expires(late, "now() + interval '500 milliseconds'");
    Socket socket = late.listens(0);
    await().until(() -> expired(late));

    send(socket, Client.newKey(), "much later");

    assertThat(socket.awaitProblem().path("code").asText()).isEqualTo("token_expired");
    expires(late, "now() + interval '1 hour'");
    assertThat(late.history().toString()).doesNotContain("much later");
  }

  @Test
  void whatKeepsASessionAliveElsewhereCountsHereToo() throws SQLException {
    Customer busy = SERVER.customer();
    expires(busy, "now() + interval '500 milliseconds'");
    Socket socket = busy.listens(0);
    await().until(() -> expired(busy));
    expires(busy, "now() + interval '1 hour'");

    for (String text : List.of("one", "two", "three")) {
      send(socket, Client.newKey(), text);
    }

    socket.awaitMessage("three");
    assertThat(socket.messages().stream().map(m -> m.path("text").asText()))
        .containsSubsequence("one", "two", "three");
    socket.close();
  }

  private static void expires(Customer of, String when) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE customer_session SET expires_at = " + when + " WHERE " + session(of));
    }
  }

  private static boolean expired(Customer of) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT expires_at < now() FROM customer_session WHERE " + session(of))) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  private static String session(Customer of) {
    return "token_hash = '" + new Secret(of.token()).hash() + "'";
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
