package dev.baton.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.testkit.Answer;
import dev.baton.testkit.Client;
import dev.baton.testkit.Customer;
import dev.baton.testkit.RunningServer;
import dev.baton.testkit.Socket;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing but an act of an operator ends a span that people own. */
class HumanSpanIntegrationTest {
  private static final String CONVERSATIONS = "/api/v1/conversations/";

  @RegisterExtension
  static final RunningServer SERVER =
      new RunningServer().with("baton.engine.conversation.idle-after", "100ms");

  private final Client ada = SERVER.team(RunningServer.ADA);

  @ParameterizedTest
  @CsvSource({
    "queue, customer writes",
    "operator, customer writes",
    "queue, customer asks for a person",
    "operator, customer asks for a person",
    "queue, customer's socket is lost",
    "operator, customer's socket is lost",
    "queue, operator logs out",
    "operator, operator logs out",
    "queue, routing is switched off",
    "operator, routing is switched off",
    "queue, conversation rests and wakes",
    "operator, conversation rests and wakes",
    "operator, a colleague with a stale view"
  })
  void aHumanSpanOutlives(String owner, String what) {
    Client maya = SERVER.logIn(RunningServer.MAYA);
    Customer customer = SERVER.customer();
    customer.says("unknown");
    await().until(() -> owner(customer).equals("queue"));
    if (owner.equals("operator")) {
      act(maya, customer, "take-over", 2).is(200);
    }
    long generation = entry(customer).path("generation").asLong();

    happens(what, customer, maya);

    customer.says("are you there?");
    assertThat(owner(customer)).isEqualTo(owner);
    assertThat(entry(customer).path("generation").asLong()).isEqualTo(generation);
    act(ada, customer, "take-over", generation).is(200);
    act(ada, customer, "close", generation + 1).is(200);
    assertThat(owner(customer)).isEqualTo("none");
  }

  private void happens(String what, Customer customer, Client maya) {
    switch (what) {
      case "customer writes" -> customer.says("hello");
      case "customer asks for a person" -> customer.asksForPerson().is(200);
      case "customer's socket is lost" -> {
        Socket socket = customer.listens(0);
        socket.cut();
      }
      case "operator logs out" -> maya.delete("/api/v1/session").is(204);
      case "routing is switched off" -> {
        routing(false);
        customer.says("hello");
        routing(true);
      }
      case "conversation rests and wakes" ->
          await()
              .pollInterval(Duration.ofMillis(500))
              .atLeast(Duration.ofMillis(400))
              .until(() -> !owner(customer).isEmpty());
      case "a colleague with a stale view" -> {
        act(ada, customer, "close", 2).isProblem(409, "ownership_changed");
        act(ada, customer, "hand-back", 2).isProblem(409, "ownership_changed");
      }
      default -> throw new IllegalArgumentException(what);
    }
  }

  private void routing(boolean on) {
    ObjectNode settings = (ObjectNode) ada.get("/api/v1/settings").is(200).json();
    ada.put("/api/v1/settings", settings.put("handoffRouting", on).toString()).is(200);
  }

  private static Answer act(Client who, Customer customer, String what, long generation) {
    return who.change(
        CONVERSATIONS + customer.conversation() + "/" + what,
        "{\"generation\":" + generation + "}");
  }

  private JsonNode entry(Customer customer) {
    return ada.get(CONVERSATIONS + customer.conversation()).is(200).json().path("entry");
  }

  private String owner(Customer customer) {
    return entry(customer).path("owner").asText();
  }
}
