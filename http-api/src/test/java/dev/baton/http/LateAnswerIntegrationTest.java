package dev.baton.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.testkit.Client;
import dev.baton.testkit.Customer;
import dev.baton.testkit.RunningServer;
import dev.baton.testkit.ScriptedAgent;
import dev.baton.testkit.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The race between an answer and a take-over, through the whole server. */
class LateAnswerIntegrationTest {
  private static final String DROPPED = "baton_answers_dropped_total{reason=\"owner_changed\"";

  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  @Test
  void anAnswerThatComesAfterATakeOverIsCountedSuggestedAndNeverSaid() {
    double before = SERVER.metric(DROPPED);
    Customer customer = SERVER.customer();
    Socket socket = customer.listens(0);
    Client maya = SERVER.team(RunningServer.MAYA);
    Socket inbox = maya.inbox();
    String id = customer.conversation();
    ScriptedAgent.Held held = SERVER.agent().hold("a slow matter");
    customer.says("a slow matter");
    held.awaitAsked();
    inbox.send("{\"kind\":\"follow\",\"conversation\":\"" + id + "\",\"after\":0}");
    takeOver(maya, id, 1);

    held.release();

    JsonNode suggestion = awaitHappening(inbox, "suggestion");
    assertThat(suggestion.path("text").asText()).isEqualTo("Answer to: a slow matter");
    assertThat(suggestion.path("reason").asText()).isEqualTo("owner_changed");
    assertThat(suggestion.path("confidence").asDouble()).isEqualTo(0.9);
    assertThat(suggestion.at("/citations/0/passage").asText()).isNotEmpty();
    assertThat(SERVER.metric(DROPPED)).isEqualTo(before + 1);
    // The customer's socket has heard everything up to the reply, and the answer is not in it.
    maya.change("/api/v1/conversations/" + id + "/replies", "{\"text\":\"Maya's words\"}").is(200);
    socket.awaitMessage("Maya's words");
    assertThat(socket.frames().toString()).doesNotContain("Answer to", "suggestion");
    assertThat(customer.history().toString()).doesNotContain("Answer to", "suggestion");
    assertThat(customer.history().path("lastSeq").asLong()).isEqualTo(2);
    assertThat(happenings(maya, id)).containsOnlyOnce("suggestion");
    socket.close();
    inbox.close();
  }

  @Test
  void anAnswerFromBeforeATakeOverDoesNotLandAfterAHandBackEither() {
    Customer customer = SERVER.customer();
    Client maya = SERVER.team(RunningServer.MAYA);
    String id = customer.conversation();
    ScriptedAgent.Held held = SERVER.agent().hold("an older matter");
    customer.says("an older matter");
    held.awaitAsked();
    maya.change("/api/v1/conversations/" + id + "/replies", "{\"text\":\"Done.\"}").is(200);
    maya.change("/api/v1/conversations/" + id + "/hand-back", "{\"generation\":2}").is(200);
    double before = SERVER.metric("baton_answers_dropped_total");

    held.release();

    await().until(() -> SERVER.metric("baton_answers_dropped_total") > before);
    assertThat(customer.history().toString()).doesNotContain("Answer to: an older matter\"");
    customer.says("a newer matter");
    await()
        .until(() -> customer.history().path("messages").toString().contains("a newer matter\","));
  }

  @Test
  void whatNobodyAnsweredBeforeAHandBackIsAnsweredAfterIt() {
    Customer customer = SERVER.customer();
    Client maya = SERVER.team(RunningServer.MAYA);
    String id = customer.conversation();
    ScriptedAgent.Held held = SERVER.agent().hold("a matter left open");
    customer.says("a matter left open");
    held.awaitAsked();
    takeOver(maya, id, 1);
    maya.change("/api/v1/conversations/" + id + "/hand-back", "{\"generation\":2}").is(200);

    held.release();

    await().until(() -> customer.history().toString().contains("Answer to: a matter left open\""));
    assertThat(customer.history().path("lastSeq").asLong()).isEqualTo(2);
  }

  @Test
  void anAnswerThatComesAfterTheConversationWasClosedIsNotSaid() {
    Customer customer = SERVER.customer();
    Client maya = SERVER.team(RunningServer.MAYA);
    String id = customer.conversation();
    ScriptedAgent.Held held = SERVER.agent().hold("a matter to close");
    customer.says("a matter to close");
    held.awaitAsked();
    double before = SERVER.metric("baton_answers_dropped_total");
    maya.change("/api/v1/conversations/" + id + "/close", "{\"generation\":1}").is(200);

    held.release();

    await().until(() -> SERVER.metric("baton_answers_dropped_total") > before);
    assertThat(customer.history().path("lastSeq").asLong()).isEqualTo(1);
    assertThat(customer.history().at("/status/owner").asText()).isEqualTo("none");
  }

  static JsonNode awaitHappening(Socket inbox, String kind) {
    await()
        .until(() ->
            inbox.flat("timeline", "entries").stream()
                .anyMatch(entry -> entry.path("kind").asText().equals(kind)));
    return inbox.flat("timeline", "entries").stream()
        .filter(entry -> entry.path("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static void takeOver(Client operator, String id, long generation) {
    operator
        .change("/api/v1/conversations/" + id + "/take-over", "{\"generation\":" + generation + "}")
        .is(200);
  }

  private static String happenings(Client operator, String id) {
    StringBuilder kinds = new StringBuilder();
    operator
        .get("/api/v1/conversations/" + id)
        .is(200)
        .json()
        .path("timeline")
        .forEach(entry -> kinds.append(entry.path("kind").asText()).append(' '));
    return kinds.toString();
  }
}
