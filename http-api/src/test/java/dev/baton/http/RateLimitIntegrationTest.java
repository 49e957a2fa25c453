package dev.baton.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.baton.testkit.Answer;
import dev.baton.testkit.Client;
import dev.baton.testkit.Customer;
import dev.baton.testkit.RunningServer;
import dev.baton.testkit.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens to those who ask too often. All tests come from one address, hence the order. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RateLimitIntegrationTest {
  @RegisterExtension
  static final RunningServer SERVER =
      new RunningServer()
          .with("baton.http.limits.exempt", List.of())
          .with("baton.http.limits.conversations-per-minute", 4)
          .with("baton.http.limits.messages-per-ten-seconds", 5)
          .with("baton.http.limits.logins-per-quarter-hour", 3)
          .with("baton.http.limits.sockets-per-address", 2);

  @Test
  @Order(1)
  void oneCustomerWritesSoManyMessagesAndAnotherIsNotHeldBack() {
    Customer busy = SERVER.customer();
    Customer other = SERVER.customer();
    busy.asksForPerson().is(200);
    for (int n = 0; n < 4; n++) {
      busy.says("line " + n);
    }

    Answer refused = busy.says(Client.newKey(), "one too many");

    assertTooMany(refused, 5);
    other.says("a line of somebody else");
    assertThat(busy.history().path("lastSeq").asLong()).isEqualTo(5);
  }

  @Test
  @Order(2)
  void oneAddressOpensSoManySocketsAndMayOpenAnotherWhenOneIsClosed() {
    List<Socket> open = new ArrayList<>();
    for (int n = 0; n < 2; n++) {
      open.add(SERVER.nobody().socket("/api/v1/widget/socket"));
    }
    assertThat(Socket.refusal(SERVER.nobody(), "/api/v1/widget/socket")).isEqualTo(429);

    open.getFirst().close();

    await().until(() -> Socket.refusal(SERVER.nobody(), "/api/v1/widget/socket") == 101);
    open.getLast().cut();
  }

  @Test
  @Order(3)
  void oneAddressBeginsSoManyConversations() {
    String path = "/api/v1/widget/acme/conversations";
    for (int n = 0; n < 2; n++) {
      SERVER.nobody().post(path, "{}").is(201);
    }

    assertTooMany(SERVER.nobody().post(path, "{}"), 4);
  }

  @Test
  @Order(4)
  void oneAccountIsTriedSoOftenAndTheOthersAreNotLockedOut() {
    for (int n = 0; n < 3; n++) {
      logIn(RunningServer.MAYA, "guess " + n).isProblem(401, "wrong_credentials");
    }

    assertTooMany(logIn(RunningServer.MAYA, "guess"), 3);
    assertTooMany(logIn("MAYA@acme.example", "guess"), 3);
    logIn(RunningServer.ADA, RunningServer.PASSWORD).is(200);
  }

  private static Answer logIn(String email, String password) {
    return SERVER
        .nobody()
        .post("/api/v1/session", "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}");
  }

  private static void assertTooMany(Answer answer, int limit) {
    answer.isProblem(429, "too_many");
    assertThat(answer.json().path("limit").asInt()).isEqualTo(limit);
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
  }
}
