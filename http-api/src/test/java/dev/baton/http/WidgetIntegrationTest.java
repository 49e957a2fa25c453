package dev.baton.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.customers.CustomerSession;
import dev.baton.identity.ConversationId;
import dev.baton.identity.CustomerId;
import dev.baton.identity.OperatorId;
import dev.baton.identity.Secret;
import dev.baton.testkit.Answer;
import dev.baton.testkit.Client;
import dev.baton.testkit.Customer;
import dev.baton.testkit.RunningServer;
import dev.baton.testkit.ScriptedAgent;
import dev.baton.testkit.Socket;
import dev.baton.workspace.Author;
import dev.baton.workspace.Workspace;
import dev.baton.workspace.WorkspaceSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** FRAMES.md section 4, as a customer's browser meets it. */
class WidgetIntegrationTest {
  private static final String HERE = "/api/v1/widget/conversation";

  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  @Test
  void theWidgetLearnsHowToPresentItself() {
    JsonNode settings = SERVER.nobody().get("/api/v1/widget/acme").is(200).json();

    assertThat(settings.path("workspace").asText()).isEqualTo("The acme");
    assertThat(settings.path("sessionWindowSeconds").asInt()).isEqualTo(24 * 3600);
    assertThat(settings.path("messageLengthMax").asInt()).isEqualTo(8000);
    assertThat(settings.path("accent").asText()).matches("#[0-9a-f]{6}");
    SERVER.nobody().get("/api/v1/widget/nowhere").isProblem(404, "not_found");
  }

  @Test
  void aConversationThatNobodyHasWrittenInIsEmptyAndOwnedByNobody() {
    JsonNode page = SERVER.customer().history();

    assertThat(page.path("lastSeq").asLong()).isZero();
    assertThat(page.path("messages")).isEmpty();
    assertThat(page.at("/status/owner").asText()).isEqualTo("none");
  }

  @Test
  void aQuestionIsAnsweredWithCitationsOnTheSocketAndWithoutWhatOnlyOperatorsSee() {
    Customer customer = SERVER.customer();
    Socket socket = customer.listens(0);
    JsonNode asked = customer.says("How do I export?");

    JsonNode answer = socket.awaitMessage("Answer to: How do I export?");

    assertThat(asked.path("seq").asLong()).isEqualTo(1);
    assertThat(asked.path("key").asText()).isNotEmpty();
    assertThat(answer.path("seq").asLong()).isEqualTo(2);
    assertThat(answer.path("kind").asText()).isEqualTo("answer");
    assertThat(answer.at("/author/kind").asText()).isEqualTo("agent");
    assertThat(answer.at("/citations/0/url").asText()).isEqualTo("https://docs.example/manual");
    assertThat(answer.at("/citations/0/page").asInt()).isEqualTo(3);
    for (JsonNode seen : List.of(answer, customer.history())) {
      assertThat(seen.toString())
          .doesNotContain("The passage that operators see", "\"why\"", "confidence", "passage");
    }
    socket.close();
  }

  @Test
  void theAgentThinksOnTheSocketUntilItHasAnswered() {
    Customer customer = SERVER.customer();
    Socket socket = customer.listens(0);
    customer.says("A matter that takes thought");

    socket.awaitMessage("Answer to");
    socket.await("thinking", frame -> !frame.path("on").asBoolean());

    assertThat(socket.frames("thinking").stream().map(frame -> frame.path("on").asBoolean()))
        .containsExactly(true, false);
    socket.close();
  }

  @Test
  void severalLinesInOneBreathGetOneAnswer() {
    Customer customer = SERVER.customer();
    ScriptedAgent.Held held = SERVER.agent().hold("first breath line");
    customer.says("first breath line");
    held.awaitAsked();
    customer.says("second breath line");
    held.release();

    await().until(() -> customer.history().path("lastSeq").asLong() >= 3);

    JsonNode messages = customer.history().path("messages");
    assertThat(messages.path(2).path("text").asText()).contains("first", "second");
    assertThat(messages).hasSize(3);
  }

  @Test
  void aRepeatOfAKeyGetsTheSameAnswerAndHasNoSecondEffect() {
    Customer customer = SERVER.customer();
    String key = Client.newKey();
    Answer first = customer.says(key, "Once only, unknown").is(200);
    await().until(() -> customer.history().at("/status/owner").asText().equals("queue"));

    Answer again = customer.says(key, "Once only, unknown").is(200);

    assertThat(again.json().path("message")).isEqualTo(first.json().path("message"));
    assertThat(customer.history().path("lastSeq").asLong()).isEqualTo(2);
    customer.says(key, "Something else").isProblem(422, "key_reused");
    assertThat(customer.history().path("lastSeq").asLong()).isEqualTo(2);
  }

  @Test
  void historyComesInPagesWithoutGapOrDouble() {
    Customer customer = SERVER.customer();
    customer.asksForPerson().is(200);
    for (int n = 1; n <= 7; n++) {
      customer.says("line " + n);
    }
    List<Long> seqs = new ArrayList<>();
    long after = 0;
    while (true) {
      JsonNode page = customer.get(HERE + "?limit=3&after=" + after).is(200).json();
      assertThat(page.path("messages").size()).isLessThanOrEqualTo(3);
      if (page.path("messages").isEmpty()) {
        break;
      }
      page.path("messages").forEach(message -> seqs.add(message.path("seq").asLong()));
      after = seqs.getLast();
    }

    assertThat(seqs).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    for (String bad : List.of("limit=0", "limit=501", "after=-1", "after=x", "limit=1e9")) {
      customer.get(HERE + "?" + bad).isProblem(400, "invalid_value");
    }
  }

  @Test
  void aSocketThatIsCutAtAnyTimeResumesWithoutGapOrDouble() throws InterruptedException {
    Customer customer = SERVER.customer();
    customer.asksForPerson().is(200);
    Random random = new Random(20261122);
    List<Long> seen = new ArrayList<>();
    int lines = 120;
    Thread writer =
        Thread.ofVirtual()
            .start(() -> {
              for (int n = 0; n < lines; n++) {
                customer.says("line " + n);
              }
            });
    while (seen.isEmpty() || seen.getLast() < lines + 1) {
      long after = seen.isEmpty() ? 0 : seen.getLast();
      Socket socket = customer.listens(after);
      int enough = random.nextInt(6);
      await()
          .pollInterval(Duration.ofMillis(1))
          .until(() ->
              socket.messages().size() >= enough || after + socket.messages().size() >= lines + 1);
      socket.cut();
      socket.messages().forEach(message -> seen.add(message.path("seq").asLong()));
    }
    writer.join();

    assertThat(seen).isEqualTo(LongStream.rangeClosed(1, lines + 1).boxed().toList());
  }

  @Test
  void aPersonCanBeAskedForBeforeAnythingIsSaid() {
    Customer customer = SERVER.customer();
    Socket socket = customer.listens(0);

    JsonNode status = customer.asksForPerson().is(200).json().path("status");

    assertThat(status.path("owner").asText()).isEqualTo("queue");
    assertThat(status.path("line").asText()).isNotEmpty();
    JsonNode line = socket.awaitMessage("person");
    assertThat(line.path("seq").asLong()).isEqualTo(1);
    assertThat(line.path("kind").asText()).isEqualTo("handoff");
    socket.await("status", frame -> frame.at("/status/owner").asText().equals("queue"));
    socket.close();
  }

  @Test
  void anAgentThatFailsBecomesAHandoffAndShowsNothingOfItsFailure() {
    Customer customer = SERVER.customer();
    Socket socket = customer.listens(0);
    customer.says("please fail now");

    socket.await("status", frame -> frame.at("/status/owner").asText().equals("queue"));
    await().until(() -> !socket.messages().isEmpty() && socket.messages().size() == 2);

    assertThat(socket.messages().getLast().path("kind").asText()).isEqualTo("handoff");
    assertThat(socket.frames().toString()).doesNotContain("ClassName", "Exception", "secret");
    socket.close();
  }

  @Test
  void smallTalkIsNeitherAnswerNorHandoff() {
    Customer customer = SERVER.customer();
    customer.says("hello");

    await().until(() -> customer.history().path("lastSeq").asLong() == 2);

    JsonNode page = customer.history();
    assertThat(page.at("/messages/1/kind").asText()).isEqualTo("smalltalk");
    assertThat(page.at("/status/owner").asText()).isEqualTo("agent");
  }

  @Test
  void withRoutingOffNobodyIsPromisedAndTheButtonIsRefused() {
    Workspace other = SERVER.engine().workspaces().findByKey(RunningServer.OTHER).orElseThrow();
    WorkspaceSettings was = other.settings();
    assertThat(
            SERVER
                .engine()
                .workspaces()
                .update(
                    other.id(),
                    other.version(),
                    routing(was, false),
                    new Author(OperatorId.random(), "Ada", Author.Cause.MANUAL)))
        .isPresent();
    Customer customer = SERVER.customerOf(RunningServer.OTHER);

    customer.asksForPerson().isProblem(409, "handoff_off");
    customer.says("unknown matter");
    await().until(() -> customer.history().path("lastSeq").asLong() == 2);

    JsonNode page = customer.history();
    assertThat(page.at("/messages/1/kind").asText()).isEqualTo("unanswered");
    assertThat(page.at("/messages/1/text").asText()).isEqualTo(was.unansweredLine());
    assertThat(page.at("/status/owner").asText()).isEqualTo("agent");
    assertThat(
            SERVER
                .nobody()
                .get("/api/v1/widget/other")
                .json()
                .path("humanRequests")
                .asBoolean(true))
        .isFalse();
  }

  @Test
  void afterTheSessionWindowEveryCallSaysThatTheTokenHasExpired() {
    Secret token = Secret.random();
    SERVER
        .engine()
        .stores()
        .customers()
        .add(
            token.hash(),
            new CustomerSession(
                SERVER.acme().id(),
                ConversationId.random(),
                CustomerId.random(),
                null,
                null,
                Instant.now().minusSeconds(1)));
    Client late = SERVER.nobody().with("Authorization", "Bearer " + token.reveal());

    late.get(HERE).isProblem(401, "token_expired");
    late.change(HERE + "/messages", "{\"text\":\"x\"}").isProblem(401, "token_expired");
    late.change(HERE + "/human", "{}").isProblem(401, "token_expired");
    Socket socket = late.socket("/api/v1/widget/socket");
    socket.send("{\"kind\":\"hello\",\"token\":\"" + token.reveal() + "\",\"after\":0}");
    assertThat(socket.awaitProblem().path("code").asText()).isEqualTo("token_expired");
    assertThat(socket.frames("welcome")).isEmpty();
  }

  @Test
  void aMessageKeepsTheSessionAliveForTheWholeWindow() {
    Secret token = Secret.random();
    Instant soon = Instant.now().plusSeconds(60);
    SERVER
        .engine()
        .stores()
        .customers()
        .add(
            token.hash(),
            new CustomerSession(
                SERVER.acme().id(),
                ConversationId.random(),
                CustomerId.random(),
                null,
                null,
                soon));

    SERVER
        .nobody()
        .with("Authorization", "Bearer " + token.reveal())
        .change(HERE + "/messages", "{\"text\":\"still here\"}")
        .is(200);

    assertThat(SERVER.engine().stores().customers().find(token.hash()).orElseThrow().expiresAt())
        .isAfter(soon.plus(Duration.ofHours(20)));
  }

  @Test
  void nobodyHearsWhatAnotherCustomerSays() {
    Customer carla = SERVER.customer();
    Customer david = SERVER.customer();
    Socket carlas = carla.listens(0);
    Socket davids = david.listens(0);
    for (int n = 0; n < 5; n++) {
      carla.says("carla's matter " + n);
      david.says("david's matter " + n);
    }
    carla.asksForPerson().is(200);
    david.asksForPerson().is(200);
    carlas.await("status", frame -> frame.at("/status/owner").asText().equals("queue"));
    davids.await("status", frame -> frame.at("/status/owner").asText().equals("queue"));
    carlas.awaitMessage("carla's matter 4");
    davids.awaitMessage("david's matter 4");

    assertThat(carlas.frames().toString()).doesNotContain("david", david.conversation());
    assertThat(davids.frames().toString()).doesNotContain("carla", carla.conversation());
    carlas.close();
    davids.close();
  }

  @Test
  void anOperatorsTypingAndTakeOverShowAsNameOnly() {
    Customer customer = SERVER.customer();
    Socket socket = customer.listens(0);
    customer.asksForPerson().is(200);
    Client maya = SERVER.team(RunningServer.MAYA);
    Socket inbox = maya.inbox();
    String id = customer.conversation();
    inbox.send("{\"kind\":\"follow\",\"conversation\":\"" + id + "\",\"after\":0}");
    inbox.await("timeline");
    maya.change("/api/v1/conversations/" + id + "/replies", "{\"text\":\"I am here\"}").is(200);

    JsonNode status =
        socket.await("status", frame -> frame.at("/status/owner").asText().equals("operator"));
    inbox.send("{\"kind\":\"typing\",\"conversation\":\"" + id + "\"}");
    JsonNode typing = socket.await("typing");

    assertThat(status.at("/status/operator").toString()).isEqualTo("{\"name\":\"Maya Lind\"}");
    assertThat(typing.path("author").toString())
        .isEqualTo("{\"kind\":\"operator\",\"name\":\"Maya Lind\"}");
    assertThat(socket.awaitMessage("I am here").path("author").toString())
        .isEqualTo("{\"kind\":\"operator\",\"name\":\"Maya Lind\"}");
    assertThat(socket.frames().toString()).doesNotContain("opr_", "@acme.example");
    socket.close();
    inbox.close();
  }

  @Test
  void theCustomersTypingReachesTheOperatorAndNotTheCustomer() {
    Customer customer = SERVER.customer();
    Socket socket = customer.listens(0);
    customer.asksForPerson().is(200);
    Socket inbox = SERVER.team(RunningServer.MAYA).inbox();
    inbox.send(
        "{\"kind\":\"follow\",\"conversation\":\"" + customer.conversation() + "\",\"after\":0}");
    inbox.await("timeline");

    socket.send("{\"kind\":\"typing\"}");

    JsonNode typing = inbox.await("typing");
    assertThat(typing.path("conversation").asText()).isEqualTo(customer.conversation());
    assertThat(typing.path("author").toString()).isEqualTo("{\"kind\":\"customer\"}");
    assertThat(socket.frames("typing")).isEmpty();
    socket.close();
    inbox.close();
  }

  private static WorkspaceSettings routing(WorkspaceSettings was, boolean on) {
    return new WorkspaceSettings(
        was.workspaceName(),
        was.greeting(),
        was.accent(),
        on,
        was.explicitRequests(),
        was.handoffThreshold(),
        was.sessionWindowHours(),
        was.handoffLine(),
        was.awayLine(),
        was.expectedWait(),
        was.unansweredLine(),
        was.allowedSites());
  }
}
