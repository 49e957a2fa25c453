package dev.baton.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.testkit.Client;
import dev.baton.testkit.Customer;
import dev.baton.testkit.Nodes;
import dev.baton.testkit.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several nodes are one Baton: whoever is connected wherever sees the same. */
class ClusterIntegrationTest {
  private static final int COUNT = 3;
  private static final int CONVERSATIONS = 12;
  private static final Duration SOON = Duration.ofSeconds(5);

  @RegisterExtension static final Nodes NODES = new Nodes(COUNT);

  @Test
  void anOperatorAtOneNodeSpeaksWithACustomerAtAnother() {
    Client ada = NODES.ada(2);
    try (Socket inbox = ada.inbox()) {
      for (int i = 0; i < CONVERSATIONS; i++) {
        Customer customer = NODES.customer(1 + i % COUNT);
        try (Socket widget = customer.listens(0)) {
          customer.asksForPerson().is(200);
          JsonNode row =
              inbox.awaitRow(
                  customer.conversation(), entry -> entry.path("owner").asText().equals("queue"));
          inbox.follows(customer.conversation(), 0);
          inbox.send(
              "{\"kind\":\"reply\",\"conversation\":\""
                  + customer.conversation()
                  + "\",\"key\":\""
                  + Client.newKey()
                  + "\",\"text\":\"Hello from elsewhere\",\"generation\":"
                  + row.path("generation").asLong()
                  + "}");
          widget.awaitMessage("Hello from elsewhere");
        }
      }
    }
  }

  @Test
  void listsAndCountsAgreeOnEveryNode() {
    List<Client> team = List.of(NODES.ada(1), NODES.ada(2), NODES.ada(3));
    List<Socket> inboxes = new ArrayList<>();
    team.forEach(member -> inboxes.add(member.inbox()));
    List<Customer> customers = new ArrayList<>();
    for (int i = 0; i < CONVERSATIONS; i++) {
      Customer customer = NODES.customer(1 + i % COUNT);
      customer.asksForPerson().is(200);
      customers.add(customer);
    }
    for (Socket inbox : inboxes) {
      customers.forEach(customer ->
          inbox.awaitRow(
              customer.conversation(), entry -> entry.path("owner").asText().equals("queue")));
    }
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(inboxes.stream().map(ClusterIntegrationTest::waiting).distinct())
                .hasSize(1)
                .allMatch(count -> count >= CONVERSATIONS));
    inboxes.forEach(Socket::close);
  }

  private static int waiting(Socket inbox) {
    List<JsonNode> counts = inbox.frames("counts");
    return counts.isEmpty()
        ? inbox.frames("welcome").getLast().path("counts").path("waiting").asInt()
        : counts.getLast().path("counts").path("waiting").asInt();
  }

  @Test
  void whoOpensTheInboxElsewhereMissesNothingThatIsNotStoredYet() {
    for (int i = 0; i < CONVERSATIONS; i++) {
      Customer customer = NODES.customer(1);
      customer.asksForPerson().is(200);
      Client ada = NODES.ada(1 + i % COUNT);
      try (Socket inbox = ada.inbox()) {
        await()
            .atMost(SOON)
            .until(() ->
                ada.get("/api/v1/conversations?view=waiting&limit=200")
                        .is(200)
                        .text()
                        .contains(customer.conversation())
                    || inbox.flat("entries", "entries").stream()
                        .anyMatch(entry ->
                            entry.path("conversation").asText().equals(customer.conversation())));
      }
    }
  }

  @Test
  void aSourceThatIsAddedAtOneNodeIsAnsweredFromAtAll() {
    NODES
        .ada(1)
        .change(
            "/api/v1/sources/texts",
            "{\"title\":\"Opening hours\",\"text\":\"The shop in Uppsala opens at nine"
                + " o'clock in the morning and closes at six in the evening.\"}")
        .is(202);
    for (int node = 1; node <= COUNT; node++) {
      Client ada = NODES.ada(node);
      await()
          .atMost(SOON)
          .pollInterval(Duration.ofMillis(100))
          .until(() ->
              ada.post(
                      "/api/v1/playground",
                      "{\"question\":\"from the sources: when does the shop in Uppsala open\"}")
                  .text()
                  .contains("Opening hours"));
    }
  }

  @Test
  void settingsThatAreChangedAtOneNodeHoldAtAll() {
    Client ada = NODES.ada(3);
    JsonNode settings = ada.get("/api/v1/settings").is(200).json();
    ada.put(
            "/api/v1/settings",
            settings
                .toString()
                .replaceFirst(
                    "\"handoffLine\":\"[^\"]*\"", "\"handoffLine\":\"A colleague comes.\""))
        .is(200);
    for (int node = 1; node <= COUNT; node++) {
      Client there = NODES.ada(node);
      await()
          .atMost(SOON)
          .until(() -> there.get("/api/v1/settings").text().contains("A colleague comes."));
    }
  }
}
