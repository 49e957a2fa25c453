package dev.baton.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.testkit.Answer;
import dev.baton.testkit.Customer;
import dev.baton.testkit.Journal;
import dev.baton.testkit.Rounds;
import dev.baton.testkit.RunningServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Writes of many conversations share one insert, which fails as a whole. A row that a second writer
 * has put where one of them wants to append makes the others' writes fail with it: they say so, and
 * the same key takes effect once.
 */
class SharedWriteIntegrationTest {
  private static final int CONVERSATIONS = 200;
  private static final Rounds ROUNDS = Rounds.of("planted", 4);
  private static final int TRIES_MAX = 20;

  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  @Test
  void theOthersSayUnknownAndTheSameKeyTakesEffectOnce() throws SQLException {
    List<Customer> customers = new ArrayList<>();
    for (int i = 0; i < CONVERSATIONS; i++) {
      Customer customer = SERVER.customer();
      customer.asksForPerson().is(200);
      customers.add(customer);
    }
    AtomicInteger unknown = new AtomicInteger();

    for (int round = 0; round < ROUNDS.count(); round++) {
      Customer struck = customers.get(round);
      Journal.plantNextRow(SERVER, struck.conversation());
      String key = "round-" + round;
      ROUNDS.atOnce(CONVERSATIONS, i -> untilDefinite(customers.get(i), key, unknown));
    }

    for (Customer customer : customers) {
      JsonNode messages = customer.history().path("messages");
      for (int round = 0; round < ROUNDS.count(); round++) {
        String text = "text of round-" + round;
        assertThat(messages.findValuesAsText("text")).filteredOn(text::equals).hasSize(1);
      }
      assertThat(messages.findValuesAsText("seq").stream().map(Long::valueOf).toList())
          .isSorted()
          .doesNotHaveDuplicates();
    }
    assertThat(unknown).hasPositiveValue();
    System.out.printf(
        "fact 4: %d planted rows, %d writes failed with them, %d keys took effect once%n",
        ROUNDS.count(), unknown.get(), ROUNDS.count() * CONVERSATIONS);
  }

  private static void untilDefinite(Customer customer, String key, AtomicInteger unknown) {
    for (int i = 0; i < TRIES_MAX; i++) {
      Answer answer = customer.says(key, "text of " + key);
      if (answer.status() == 200) {
        return;
      }
      answer.isProblem(503, "unknown_outcome");
      assertThat(answer.header("Retry-After")).isNotEmpty();
      unknown.incrementAndGet();
    }
    throw new AssertionError(key + " of " + customer.conversation() + " has had no effect");
  }
}
