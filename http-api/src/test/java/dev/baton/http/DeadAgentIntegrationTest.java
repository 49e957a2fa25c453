package dev.baton.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.testkit.Client;
import dev.baton.testkit.Customer;
import dev.baton.testkit.RunningServer;
import dev.baton.testkit.ScriptedAgent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An agent that never comes back hurts nobody but itself. */
class DeadAgentIntegrationTest {
  private static final int CONVERSATIONS = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension
  static final RunningServer SERVER =
      new RunningServer()
          .with("baton.engine.conversation.answer-deadline", "1s")
          .with("baton.engine.retrieval.deadline", "2s");

  private final Client maya = SERVER.team(RunningServer.MAYA);

  @Test
  void customersAreAcknowledgedAndHandedOffWhileTheAgentHangsAndAnsweredWhenItIsBack() {
    ScriptedAgent.Held dead = SERVER.agent().hold("never answered");
    List<Customer> customers = new ArrayList<>();
    for (int i = 0; i < CONVERSATIONS; i++) {
      Customer customer = SERVER.customer();
      customer.says("k-" + i, "never answered " + i).is(200);
      customers.add(customer);
    }
    dead.awaitAsked();

    customers.forEach(customer ->
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> {
              JsonNode entry = entry(customer);
              assertThat(entry.path("owner").asText()).isEqualTo("queue");
              assertThat(entry.path("handoff").path("reason").asText())
                  .isEqualTo("agent_unavailable");
            }));
    customers.forEach(customer -> customer.says("still-there", "hello?").is(200));
    dead.release();

    Customer later = SERVER.customer();
    await()
        .atMost(PATIENCE)
        .until(() -> {
          later.says("a question");
          return later.history().toString().contains("Answer to: ");
        });
    System.out.printf(
        "P13: %d conversations acknowledged and handed off while the agent hung%n", CONVERSATIONS);
  }

  private JsonNode entry(Customer customer) {
    return maya.get("/api/v1/conversations/" + customer.conversation())
        .is(200)
        .json()
        .path("entry");
  }
}
