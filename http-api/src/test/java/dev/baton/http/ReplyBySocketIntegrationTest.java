package dev.baton.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.testkit.Client;
import dev.baton.testkit.Customer;
import dev.baton.testkit.RunningServer;
import dev.baton.testkit.Socket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator replies by the socket: in the timeline, or acknowledged, or refused. */
class ReplyBySocketIntegrationTest {
  private static final String ABSENT = "cnv_AAAAAAAAAAAAAAAAAAAAAA";

  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  private final Client maya = SERVER.team(RunningServer.MAYA);
  private final Client ada = SERVER.team(RunningServer.ADA);
  private final Customer customer = SERVER.customer();
  private final String conversation = customer.conversation();
  private final Socket inbox = maya.inbox();

  @BeforeEach
  void asksForPerson() {
    customer.asksForPerson().is(200);
  }

  @AfterEach
  void close() {
    inbox.close();
  }

  @Test
  void whereTheConversationIsFollowedTheReplyComesInItsTimeline() {
    Socket widget = customer.listens(1);
    inbox.follows(conversation, 0);
    inbox.await("timeline");

    reply("k-1", "I am here.", 2L);

    JsonNode message = awaitInTimeline("k-1");
    assertThat(message.path("text").asText()).isEqualTo("I am here.");
    assertThat(message.at("/author/name").asText()).isEqualTo("Maya Lind");
    assertThat(widget.awaitMessage("I am here.").path("seq")).isEqualTo(message.path("seq"));
    reply("k-2", "And again.", null);
    assertThat(awaitInTimeline("k-2").path("seq").asLong()).isEqualTo(3);
    assertThat(inbox.frames("accepted")).isEmpty();
    assertThat(inbox.frames("refused")).isEmpty();
    widget.close();
  }

  @Test
  void whereItIsNotFollowedTheReplyIsAcknowledged() {
    reply("k-1", "I am here.", null);

    JsonNode accepted = inbox.await("accepted");
    assertThat(accepted.path("conversation").asText()).isEqualTo(conversation);
    assertThat(accepted.path("key").asText()).isEqualTo("k-1");
    assertThat(accepted.path("seq").asLong()).isEqualTo(2);
    assertThat(customer.history().at("/messages/1/text").asText()).isEqualTo("I am here.");
    assertThat(inbox.frames("timeline")).isEmpty();
  }

  @Test
  void aRepeatIsAcknowledgedAlsoWhereItIsFollowedAndSaidOnce() {
    inbox.follows(conversation, 0);
    inbox.await("timeline");
    reply("k-1", "once", null);
    JsonNode message = awaitInTimeline("k-1");

    reply("k-1", "once", null);

    assertThat(inbox.await("accepted").path("seq")).isEqualTo(message.path("seq"));
    assertThat(customer.history().path("lastSeq").asLong()).isEqualTo(2);
  }

  @Test
  void aReplyToTheAgentsConversationTakesItOver() {
    Customer asking = SERVER.customer();
    asking.says("a question");
    await().until(() -> asking.history().path("lastSeq").asLong() == 2);

    reply(inbox, asking.conversation(), "k-1", "Let me.", null);

    inbox.await("accepted");
    assertThat(asking.history().at("/status/operator/name").asText()).isEqualTo("Maya Lind");
    inbox.awaitRow(
        asking.conversation(), row -> row.at("/operator/name").asText().equals("Maya Lind"));
  }

  @Test
  void aReplyOfAnOlderGenerationIsRefusedWithTheOwnerOfNow() {
    ada.change("/api/v1/conversations/" + conversation + "/take-over", "{\"generation\":2}")
        .is(200);

    reply("k-late", "I take this", 2L);

    JsonNode refused = inbox.await("refused");
    assertThat(refused.path("conversation").asText()).isEqualTo(conversation);
    assertThat(refused.path("key").asText()).isEqualTo("k-late");
    assertThat(refused.at("/problem/status").asInt()).isEqualTo(409);
    assertThat(refused.at("/problem/code").asText()).isEqualTo("ownership_changed");
    assertThat(refused.at("/problem/current/operator/name").asText()).isEqualTo("Ada Berg");
    assertThat(refused.at("/problem/current/generation").asLong()).isEqualTo(3);
    assertThat(customer.history().path("lastSeq").asLong()).isEqualTo(1);
  }

  @Test
  void aReplyToAClosedConversationIsRefused() {
    ada.change("/api/v1/conversations/" + conversation + "/close", "{\"generation\":2}").is(200);

    reply("k-closed", "too late", null);

    assertThat(inbox.await("refused").at("/problem/code").asText()).isEqualTo("closed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "k-taken|other words|422|key_reused|Idempotency-Key|none",
        "k-empty|' '|400|empty|text|1",
        "k-long|long|413|too_long|text|8000",
        "a key|a line|400|invalid_value|key|64",
        "''|a line|400|invalid_value|key|64"
      })
  void whatIsRefusedIsSaidWithFieldAndLimitAndTheSocketStaysOpen(
      String key, String text, int status, String code, String field, String limit) {
    reply("k-taken", "the first words", null);
    inbox.await("accepted");

    reply(key, text.equals("long") ? "x".repeat(8_001) : text, null);

    JsonNode refused = inbox.await("refused");
    assertThat(refused.path("conversation").asText()).isEqualTo(conversation);
    assertThat(refused.path("key").asText()).isEqualTo(key);
    JsonNode problem = refused.path("problem");
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("code").asText()).isEqualTo(code);
    assertThat(problem.path("field").asText()).isEqualTo(field);
    assertThat(problem.path("limit").asText(null)).isEqualTo(limit);
    reply("k-after", "the socket is open", null);
    inbox.await("accepted", frame -> frame.path("key").asText().equals("k-after"));
  }

  @Test
  void aConversationThatIsNotThereOrNotOursLooksTheSame() {
    reply(inbox, ABSENT, "k-absent", "hello?", null);
    Customer ottos = SERVER.customerOf(RunningServer.OTHER);
    ottos.asksForPerson().is(200);
    reply(inbox, ottos.conversation(), "k-foreign", "hello?", null);

    JsonNode absent = inbox.await("refused", frame -> isFor(frame, "k-absent"));
    JsonNode foreign = inbox.await("refused", frame -> isFor(frame, "k-foreign"));

    assertThat(absent.at("/problem/code").asText()).isEqualTo("not_found");
    assertThat(foreign.path("problem")).isEqualTo(absent.path("problem"));
    assertThat(ottos.history().path("lastSeq").asLong()).isEqualTo(1);
  }

  private JsonNode awaitInTimeline(String key) {
    inbox.await("timeline", frame -> frame.path("entries").findValuesAsText("key").contains(key));
    return inbox.flat("timeline", "entries").stream()
        .map(entry -> entry.path("message"))
        .filter(message -> message.path("key").asText().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFor(JsonNode frame, String key) {
    return frame.path("key").asText().equals(key);
  }

  private void reply(String key, String text, @Nullable Long generation) {
    reply(inbox, conversation, key, text, generation);
  }

  private static void reply(
      Socket socket, String conversation, String key, String text, @Nullable Long generation) {
    socket.send(
        "{\"kind\":\"reply\",\"conversation\":\""
            + conversation
            + "\",\"key\":"
            + Client.quoted(key)
            + ",\"text\":"
            + Client.quoted(text)
            + (generation == null ? "" : ",\"generation\":" + generation)
            + "}");
  }
}
