package dev.baton.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.testkit.Customer;
import dev.baton.testkit.RunningServer;
import dev.baton.testkit.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What customers say of answers: by REST, by socket, and after a reload. */
class RatingIntegrationTest {
  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  @Test
  void aRatingReachesEveryTabAndSurvivesReconnecting() {
    Customer customer = answered();
    Socket other = customer.listens(2);

    JsonNode status = customer.rates(2, false).is(200).json();
    other.await("rated");
    customer.rates(2, true).is(200);
    other.await("rated", frame -> frame.path("helpful").asBoolean());
    Socket later = customer.listens(2);
    later.await("rated", frame -> frame.path("helpful").asBoolean());

    assertThat(status.at("/status/owner").asText()).isEqualTo("agent");
    JsonNode page = customer.history();
    assertThat(page.path("ratings")).hasSize(1);
    assertThat(page.at("/ratings/0/seq").asLong()).isEqualTo(2);
    assertThat(page.at("/ratings/0/helpful").asBoolean()).isTrue();
    assertThat(page.path("messages")).hasSize(2);
    other.close();
    later.close();
  }

  @Test
  void whatIsNoAnswerIsRefusedByFieldAndLimit() {
    Customer customer = answered();

    JsonNode own = customer.rates(1, true).isProblem(400, "invalid_value").json();
    customer.rates(3, true).isProblem(400, "invalid_value");
    customer.rates(-1, true).isProblem(400, "invalid_value");
    SERVER.customer().rates(2, true).isProblem(404, "not_found");

    assertThat(own.path("field").asText()).isEqualTo("seq");
    assertThat(own.path("limit").asLong()).isEqualTo(2);
    assertThat(customer.history().path("ratings")).isEmpty();
  }

  private static Customer answered() {
    Customer customer = SERVER.customer();
    customer.says("How do I dim it?");
    await().until(() -> customer.history().path("lastSeq").asLong() == 2);
    assertThat(customer.history().at("/messages/1/kind").asText()).isEqualTo("answer");
    return customer;
  }
}
