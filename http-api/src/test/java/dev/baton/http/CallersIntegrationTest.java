package dev.baton.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Answer;
import dev.baton.testkit.Client;
import dev.baton.testkit.Customer;
import dev.baton.testkit.RunningServer;
import dev.baton.testkit.Socket;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Limits are for those who come from elsewhere: directly, or by a proxy that names them. */
class CallersIntegrationTest {
  private static final String BEGIN = "/api/v1/widget/acme/conversations";
  private static final String SOCKET = "/api/v1/widget/socket";

  @RegisterExtension
  static final RunningServer SERVER =
      new RunningServer()
          .with("baton.http.limits.conversations-per-minute", 2)
          .with("baton.http.limits.messages-per-ten-seconds", 2)
          .with("baton.http.limits.logins-per-quarter-hour", 2)
          .with("baton.http.limits.sockets-per-address", 2);

  @Test
  void whoCallsFromTheServersOwnMachineIsNotLimited() {
    for (int n = 0; n < 5; n++) {
      SERVER.nobody().post(BEGIN, "{}").is(201);
    }
    Customer busy = SERVER.customer();
    busy.asksForPerson().is(200);
    for (int n = 0; n < 5; n++) {
      busy.says("line " + n);
    }
    List<Socket> open =
        IntStream.range(0, 5).mapToObj(n -> SERVER.nobody().socket(SOCKET)).toList();
    open.forEach(Socket::close);
  }

  @Test
  void whomAProxyNamesIsLimitedByThatAddress() {
    Client proxied = forwardedFor("203.0.113.7");
    proxied.post(BEGIN, "{}").is(201);
    proxied.post(BEGIN, "{}").is(201);

    proxied.post(BEGIN, "{}").isProblem(429, "too_many");
    forwardedFor("198.51.100.1, 203.0.113.7").post(BEGIN, "{}").isProblem(429, "too_many");
    forwardedFor("203.0.113.8").post(BEGIN, "{}").is(201);
  }

  @Test
  void aCustomerWhoComesByAProxyIsLimitedAlsoBySocket() {
    Customer busy = SERVER.customer();
    busy.asksForPerson().is(200);
    Socket socket = busy.with("X-Forwarded-For", "203.0.113.20").socket(SOCKET);
    socket.send("{\"kind\":\"hello\",\"token\":\"" + busy.token() + "\",\"after\":0}");
    socket.await("welcome");

    for (int n = 0; n < 3; n++) {
      socket.send("{\"kind\":\"send\",\"key\":\"k-" + n + "\",\"text\":\"line " + n + "\"}");
    }

    assertThat(socket.await("refused").path("key").asText()).isEqualTo("k-2");
    assertThat(socket.frames("refused").getFirst().at("/problem/code").asText())
        .isEqualTo("too_many");
    assertThat(socket.frames("refused").getFirst().at("/problem/limit").asInt()).isEqualTo(2);
    socket.awaitMessage("line 1");
    socket.close();
  }

  @Test
  void socketsThatAProxyPassesOnAreCountedByThatAddress() {
    Client proxied = forwardedFor("203.0.113.30");
    Socket first = proxied.socket(SOCKET);
    Socket second = proxied.socket(SOCKET);

    assertThat(Socket.refusal(proxied, SOCKET)).isEqualTo(429);
    assertThat(Socket.refusal(forwardedFor("203.0.113.31"), SOCKET)).isEqualTo(101);
    first.close();
    second.close();
  }

  @Test
  void passwordsAreGuessedSlowlyFromAnywhere() {
    for (int n = 0; n < 2; n++) {
      logIn(SERVER.nobody()).isProblem(401, "wrong_credentials");
    }

    logIn(SERVER.nobody()).isProblem(429, "too_many");
  }

  private static Answer logIn(Client who) {
    return who.post("/api/v1/session", "{\"email\":\"maya@acme.example\",\"password\":\"guess\"}");
  }

  private static Client forwardedFor(String address) {
    return SERVER.nobody().with("X-Forwarded-For", address);
  }
}
