package dev.baton.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.conversation.ConversationCommand;
import dev.baton.conversation.Opening;
import dev.baton.conversation.Principal;
import dev.baton.identity.ConversationId;
import dev.baton.identity.CustomerId;
import dev.baton.identity.IdempotencyKey;
import dev.baton.testkit.Client;
import dev.baton.testkit.Customer;
import dev.baton.testkit.Fixtures;
import dev.baton.testkit.RunningServer;
import dev.baton.testkit.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which rows an open inbox is told: those of watched lists, and what it follows. */
class WatchIntegrationTest {
  /** What is stored when somebody asks for a person before anything else. */
  private static final long REVS = 4;

  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  private final Client maya = SERVER.team(RunningServer.MAYA);
  private final Client ada = SERVER.team(RunningServer.ADA);
  private final Socket inbox = maya.inbox();

  @AfterEach
  void close() {
    inbox.close();
  }

  @Test
  void aNewSocketWatchesTheQueueAndOnesOwn() {
    Customer agents = SERVER.customer();
    agents.says("for the agent");
    Customer waiting = SERVER.customer();
    waiting.asksForPerson().is(200);
    change(maya, waiting, "take-over", 2);

    inbox.awaitRow(waiting.conversation(), row -> row.path("owner").asText().equals("queue"));
    inbox.awaitRow(waiting.conversation(), row -> row.path("owner").asText().equals("operator"));
    assertThat(inbox.frames("entries").toString()).doesNotContain(agents.conversation());
  }

  @Test
  void watchIsAnsweredAndFromThereOnTheListsAreTold() {
    inbox.send(Fixtures.json("frame.inbox.to-server.watch").toString());
    assertThat(inbox.await("watching")).isEqualTo(Fixtures.json("frame.inbox.to-client.watching"));

    Customer agents = SERVER.customer();
    agents.says("for the agent");

    JsonNode row = inbox.awaitRow(agents.conversation(), entry -> true);
    assertThat(row.path("owner").asText()).isEqualTo("agent");
  }

  @Test
  void whatAListHeldBeforeIsThereToFetchOrIsToldWhenItIsWatched() {
    Customer agents = SERVER.customer();
    agents.says("for the agent");

    inbox.watches("agent");

    List<String> known =
        maya.get("/api/v1/conversations?view=agent&limit=200")
            .is(200)
            .json()
            .findValuesAsText("conversation");
    if (!known.contains(agents.conversation())) {
      inbox.awaitRow(agents.conversation(), entry -> true);
    }
  }

  @Test
  void aListThatIsNoLongerWatchedIsNotTold() {
    inbox.watches("agent", "closed");
    inbox.watches("waiting");
    Customer agents = SERVER.customer();
    agents.says("for the agent");
    Customer waiting = SERVER.customer();
    waiting.asksForPerson().is(200);

    inbox.awaitRow(waiting.conversation(), row -> true);

    assertThat(inbox.frames("entries").toString()).doesNotContain(agents.conversation());
  }

  @Test
  void whatLeavesAWatchedListIsToldThoughItGoesWhereNobodyLooks() {
    Customer customer = SERVER.customer();
    customer.asksForPerson().is(200);
    inbox.awaitRow(customer.conversation(), row -> row.path("owner").asText().equals("queue"));

    change(ada, customer, "take-over", 2);

    JsonNode row =
        inbox.awaitRow(
            customer.conversation(), entry -> entry.path("owner").asText().equals("operator"));
    assertThat(row.at("/operator/name").asText()).isEqualTo("Ada Berg");
  }

  @Test
  void whatIsFollowedIsToldWhateverListItIsIn() {
    Customer customer = SERVER.customer();
    customer.asksForPerson().is(200);
    change(ada, customer, "take-over", 2);
    inbox.watches("waiting");
    inbox.follows(customer.conversation(), 0);
    inbox.await("timeline");

    change(ada, customer, "hand-back", 3);
    inbox.awaitRow(customer.conversation(), row -> row.path("owner").asText().equals("agent"));
    change(ada, customer, "close", 4);
    inbox.awaitRow(customer.conversation(), row -> row.path("owner").asText().equals("none"));
  }

  @Test
  void countsAreToldOfEveryListWatchedOrNot() {
    long before = inbox.await("welcome").at("/counts/closed").asLong();
    Customer customer = SERVER.customer();
    customer.asksForPerson().is(200);

    change(ada, customer, "close", 2);

    inbox.await("counts", frame -> frame.at("/counts/closed").asLong() > before);
  }

  @Test
  void anInboxFollowsAThousandConversationsAndNoMore() {
    int most = 1_000;
    List<String> begun = new ArrayList<>();
    while (begun.size() <= most) {
      List<CompletableFuture<String>> some =
          IntStream.range(0, 50).mapToObj(n -> begins()).toList();
      some.forEach(one -> begun.add(one.join()));
    }
    begun.subList(0, most).forEach(one -> inbox.follows(one, REVS));
    inbox.follows(begun.getFirst(), REVS);
    inbox.watches("waiting");

    inbox.follows(begun.get(most), REVS);

    JsonNode problem = inbox.awaitProblem();
    assertThat(problem.path("code").asText()).isEqualTo("too_many");
    assertThat(problem.path("limit").asInt()).isEqualTo(most);
  }

  /** A conversation in which somebody has asked for a person. */
  private static CompletableFuture<String> begins() {
    ConversationId conversation = ConversationId.random();
    CustomerId somebody = CustomerId.random();
    return SERVER
        .engine()
        .perform(
            conversation,
            new Opening(SERVER.acme().id(), somebody, null, null),
            new Principal.Customer(somebody),
            new ConversationCommand.AskForPerson(new IdempotencyKey("k")))
        .thenApply(done -> conversation.value())
        .toCompletableFuture();
  }

  private static void change(Client who, Customer customer, String what, long generation) {
    who.change(
            "/api/v1/conversations/" + customer.conversation() + "/" + what,
            "{\"generation\":" + generation + "}")
        .is(200);
  }
}
