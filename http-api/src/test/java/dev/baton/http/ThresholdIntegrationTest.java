package dev.baton.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.testkit.Answer;
import dev.baton.testkit.Client;
import dev.baton.testkit.Customer;
import dev.baton.testkit.RunningServer;
import dev.baton.testkit.ScriptedAgent;
import dev.baton.testkit.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The threshold is chosen on what customers asked, moved, and moved back. */
class ThresholdIntegrationTest {
  private static final String THRESHOLD = "/api/v1/threshold";
  private static final String REPLAY = THRESHOLD + "/replay";

  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  private final Client ada = SERVER.team(RunningServer.ADA);
  private final Client maya = SERVER.team(RunningServer.MAYA);

  @Test
  void whatCustomersAskedIsAskedAgainAndNobodyHearsOfIt() {
    Customer happy = asks("How do I dim the brass lamp?", 2);
    Customer unhappy = asks("Where is the cellar light?", 2);
    unhappy.says("hello, that did not help");
    await().until(() -> unhappy.history().path("lastSeq").asLong() == 4);
    Customer waiting = asks("an unknown matter", 2);
    SERVER.customer().asksForPerson().is(200);
    asks("hello", 2);
    long said = happy.history().path("lastSeq").asLong();

    ada.post(REPLAY, "").is(202);
    JsonNode replay = ready();

    assertThat(replay.path("origin").asText()).isEqualTo("history");
    assertThat(replay.path("sourcesChanged").asBoolean(true)).isFalse();
    assertThat(replay.path("questions").asInt()).isEqualTo(3);
    assertThat(replay.path("points")).hasSize(101);
    assertThat(replay.at("/points/50/handedOver/count").asInt()).isEqualTo(1);
    assertThat(replay.at("/points/50/wrong/count").asInt()).isEqualTo(1);
    assertThat(replay.at("/points/95/handedOver/count").asInt()).isEqualTo(3);
    JsonNode flips = ada.get(REPLAY + "/flips?from=0.5&to=0.95").is(200).json();
    assertThat(flips.path("total").asInt()).isEqualTo(2);
    assertThat(flips.path("flips").findValuesAsText("conversation"))
        .containsExactlyInAnyOrder(happy.conversation(), unhappy.conversation())
        .doesNotContain(waiting.conversation());
    assertThat(flips.path("flips").findValuesAsText("after")).containsOnly("handoff");
    JsonNode page = ada.get(REPLAY + "/flips?from=0.95&to=0.5&limit=1").is(200).json();
    assertThat(page.path("flips")).hasSize(1);
    assertThat(page.path("next").asInt()).isEqualTo(1);
    assertThat(page.at("/flips/0/after").asText()).isEqualTo("answer");
    assertThat(
            ada.get(REPLAY + "/flips?from=0.95&to=0.5&limit=1&offset=1")
                .json()
                .path("next")
                .isNull())
        .isTrue();
    assertThat(happy.history().path("lastSeq").asLong()).isEqualTo(said);
    JsonNode others = SERVER.team(RunningServer.OTTO).get(REPLAY + "/flips?from=0&to=1").json();
    assertThat(others.path("flips").findValuesAsText("conversation"))
        .doesNotContain(happy.conversation(), unhappy.conversation());
  }

  @Test
  void aFileIsAskedInItsPlaceOrRefusedByLineAndField() {
    file("question,answerable\nHow do I dim it?,true\nWho are you voting for?,false\n").is(202);

    JsonNode replay = ready();

    assertThat(replay.path("origin").asText()).isEqualTo("file");
    assertThat(replay.path("labelled").asInt()).isEqualTo(2);
    assertThat(replay.at("/points/0/wrong/count").asInt()).isEqualTo(1);
    assertThat(
            file("question,answerable\nHow?,perhaps\n")
                .isProblem(400, "invalid_value")
                .json()
                .path("detail")
                .asText())
        .contains("Line 2", "answerable");
    file("x".repeat(4 * 1024 * 1024 + 1)).isProblem(413, "too_large");
    ada.get(REPLAY + "/flips?from=2&to=1").isProblem(400, "invalid_value");
    ada.get(REPLAY + "/flips?from=0.5").isProblem(400, "invalid_value");
  }

  @Test
  void progressIsSeenAndANewReplayCancelsTheOneUnderWay() {
    ScriptedAgent.Held held = SERVER.agent().hold("held back");
    Client otto = SERVER.team(RunningServer.OTTO);
    file(otto, "question,answerable\nfirst,true\nheld back,true\nnever asked,true").is(202);
    held.awaitAsked();

    JsonNode running = otto.get(REPLAY).is(200).json();

    assertThat(running.path("state").asText()).isEqualTo("running");
    assertThat(running.path("done").asInt()).isEqualTo(1);
    assertThat(running.path("total").asInt()).isEqualTo(3);
    file(otto, "question,answerable\nanother,true").is(202);
    held.release();
    await().until(() -> otto.get(REPLAY).json().path("questions").asInt() == 1);
  }

  @Test
  void aMoveIsRememberedWithItsAuthorAndTakenBack() {
    Socket inbox = maya.inbox();
    double before = threshold().path("threshold").asDouble();
    int version = threshold().path("version").asInt();

    JsonNode moved = ada.post(THRESHOLD, move(version, 0.9, true)).is(200).json();

    assertThat(moved.path("threshold").asDouble()).isEqualTo(0.9);
    assertThat(moved.at("/changes/0/by/name").asText()).isEqualTo("Ada Berg");
    assertThat(moved.at("/changes/0/cause").asText()).isEqualTo("curve");
    assertThat(moved.path("undoTo").asDouble()).isEqualTo(before);
    inbox.await("settings", frame -> frame.path("version").asInt() == version + 1);
    ada.post(THRESHOLD, move(version, 0.1, false)).isProblem(409, "stale_version");
    ada.post(THRESHOLD + "/undo", "{\"version\":" + version + "}").isProblem(409, "stale_version");
    ada.post(THRESHOLD, move(version + 1, 1.1, false)).isProblem(400, "invalid_value");

    JsonNode undone =
        ada.post(THRESHOLD + "/undo", "{\"version\":" + (version + 1) + "}").is(200).json();

    assertThat(undone.path("threshold").asDouble()).isEqualTo(before);
    assertThat(undone.at("/changes/1/undone").asBoolean()).isTrue();
    inbox.close();
  }

  @Test
  void whatNobodyMovedCannotBeUndone() {
    Client otto = SERVER.team(RunningServer.OTTO);
    int version = otto.get(THRESHOLD).is(200).json().path("version").asInt();

    assertThat(otto.get(THRESHOLD).json().path("undoTo").isNull()).isTrue();
    otto.post(THRESHOLD + "/undo", "{\"version\":" + version + "}")
        .isProblem(409, "nothing_to_undo");
  }

  @Test
  void aMoveByTheSettingsIsRememberedToo() {
    String settings = ada.get("/api/v1/settings").is(200).text();
    double before = threshold().path("threshold").asDouble();

    ada.put(
            "/api/v1/settings",
            settings.replace("\"handoffThreshold\":" + before, "\"handoffThreshold\":0.33"))
        .is(200);

    assertThat(threshold().at("/changes/0/to").asDouble()).isEqualTo(0.33);
    assertThat(threshold().at("/changes/0/cause").asText()).isEqualTo("manual");
    int version = threshold().path("version").asInt();
    ada.post(THRESHOLD + "/undo", "{\"version\":" + version + "}").is(200);
  }

  private Customer asks(String text, long lastSeq) {
    Customer customer = SERVER.customer();
    customer.says(text);
    await().until(() -> customer.history().path("lastSeq").asLong() == lastSeq);
    // The row of the inbox, by which the replay finds the conversation, follows the journal.
    await().until(() -> listed().contains(customer.conversation()));
    return customer;
  }

  private List<String> listed() {
    List<String> listed = new ArrayList<>();
    for (String view : List.of("agent", "waiting")) {
      listed.addAll(
          maya.get("/api/v1/conversations?view=" + view + "&limit=200")
              .json()
              .path("entries")
              .findValuesAsText("conversation"));
    }
    return listed;
  }

  private JsonNode ready() {
    await().until(() -> ada.get(REPLAY).json().path("state").asText().equals("ready"));
    return ada.get(REPLAY).is(200).json();
  }

  private Answer file(String text) {
    return file(ada, text);
  }

  private static Answer file(Client caller, String text) {
    return caller.send("POST", REPLAY + "/file", text.getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode threshold() {
    return ada.get(THRESHOLD).is(200).json();
  }

  private static String move(int version, double to, boolean fromCurve) {
    return "{\"version\":%d,\"threshold\":%s,\"fromCurve\":%s}".formatted(version, to, fromCurve);
  }
}
