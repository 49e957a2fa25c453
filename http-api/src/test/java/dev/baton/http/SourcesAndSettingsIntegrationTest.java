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
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What admins set up: settings, sources, and the playground to try them in. */
class SourcesAndSettingsIntegrationTest {
  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  private final Client ada = SERVER.team(RunningServer.ADA);
  private final Client maya = SERVER.team(RunningServer.MAYA);

  @Test
  void settingsAreReplacedAsAWholeByWhoeverWasFirst() {
    Socket inbox = maya.inbox();
    ObjectNode settings = (ObjectNode) ada.get("/api/v1/settings").is(200).json();
    int version = settings.path("version").asInt();
    settings.put("expectedWait", "Within the hour.");

    JsonNode updated = ada.put("/api/v1/settings", settings.toString()).is(200).json();

    assertThat(updated.path("version").asInt()).isEqualTo(version + 1);
    inbox.await("settings", frame -> frame.path("version").asInt() == version + 1);
    ada.put("/api/v1/settings", settings.toString()).isProblem(409, "stale_version");
    maya.put("/api/v1/settings", updated.toString()).isProblem(403, "not_allowed");
    Customer customer = SERVER.customer();
    assertThat(customer.asksForPerson().is(200).json().at("/status/line").asText())
        .isEqualTo("Within the hour.");
    inbox.close();
  }

  @Test
  void aSettingOutsideItsLimitsIsRefusedByName() {
    ObjectNode settings = (ObjectNode) ada.get("/api/v1/settings").is(200).json();
    settings.put("version", settings.path("version").asInt());
    refused(settings.deepCopy().put("accent", "red"), "accent");
    refused(settings.deepCopy().put("handoffThreshold", 1.5), "handoffThreshold");
    refused(settings.deepCopy().put("sessionWindowHours", 0), "sessionWindowHours");
    refused(settings.deepCopy().put("workspaceName", " "), "workspaceName");
    refused(settings.deepCopy().put("greeting", "x".repeat(501)), "greeting");
    ObjectNode site = settings.deepCopy();
    site.putArray("allowedSites").add("https://acme.example/path");
    refused(site, "allowedSites");
    ObjectNode hole = settings.deepCopy();
    hole.putArray("allowedSites").addNull();
    assertThat(ada.put("/api/v1/settings", hole.toString()).status()).isEqualTo(400);
    assertThat(ada.put("/api/v1/settings", settings.putNull("greeting").toString()).status())
        .isEqualTo(400);
    settings.remove("greeting");
    Answer missing =
        ada.put("/api/v1/settings", settings.toString()).isProblem(400, "missing_field");
    assertThat(missing.json().path("field").asText()).isEqualTo("greeting");
  }

  @Test
  void anUploadedTextIsReadAnsweredFromAndUnanswerableOnceRemoved() {
    Socket inbox = ada.inbox();
    byte[] file =
        """
        # Blorptastic invoices

        Blorptastic invoices are exported from the ledger with the purple button, every Tuesday.
        """
            .getBytes(StandardCharsets.UTF_8);

    JsonNode added = ada.send("POST", "/api/v1/sources/files?name=blorp.md", file).is(202).json();

    String id = added.path("id").asText();
    assertThat(added.path("state").asText()).isEqualTo("queued");
    JsonNode ready =
        inbox
            .await(
                "source",
                frame ->
                    frame.at("/source/id").asText().equals(id)
                        && frame.at("/source/state").asText().equals("ready"))
            .path("source");
    assertThat(ready.path("passages").asInt()).isPositive();
    assertThat(ready.path("name").asText()).isEqualTo("blorp.md");
    JsonNode decision = ask("from the sources: how are Blorptastic invoices exported?");
    assertThat(decision.at("/why/passages/0/source").asText()).isEqualTo(id);
    assertThat(decision.at("/why/passages/0/text").asText()).contains("purple button");
    Client otto = SERVER.team(RunningServer.OTTO);
    assertThat(
            otto.post(
                    "/api/v1/playground",
                    "{\"question\":\"from the sources: Blorptastic invoices?\"}")
                .is(200)
                .text())
        .doesNotContain("purple");
    otto.delete("/api/v1/sources/" + id).isProblem(404, "not_found");

    ada.delete("/api/v1/sources/" + id).is(204);

    assertThat(ask("from the sources: how are Blorptastic invoices exported?").toString())
        .doesNotContain("purple");
    inbox.await("source_removed", frame -> frame.path("id").asText().equals(id));
    ada.delete("/api/v1/sources/" + id).isProblem(404, "not_found");
    assertThat(ada.get("/api/v1/sources").is(200).text()).doesNotContain(id);
    inbox.close();
  }

  @Test
  void aLinkToThisMachineIsRefusedWithASentenceThatTellsNothingOfIt() {
    for (String url :
        List.of(
            "http://127.0.0.1:1/",
            "http://localhost/",
            "http://169.254.169.254/latest/meta-data/",
            "http://[::1]/",
            SERVER.url() + "/metrics")) {
      String id =
          ada.post("/api/v1/sources/links", "{\"url\":" + Client.quoted(url) + "}")
              .is(202)
              .json()
              .path("id")
              .asText();
      await().until(() -> source(id).path("state").asText().equals("failed"));
      assertThat(source(id).path("reason").asText()).isNotEmpty().doesNotContain("127", "refused");
    }
  }

  @Test
  void aSourceThatCannotBeIsRefusedWithTheFieldNamed() {
    for (String url : List.of("javascript:alert(1)", "file:///etc/passwd", "", "http://[bad/")) {
      Answer refused =
          ada.post("/api/v1/sources/links", "{\"url\":" + Client.quoted(url) + "}")
              .isProblem(400, "invalid_value");
      assertThat(refused.json().path("field").asText()).isEqualTo("url");
    }
    ada.post("/api/v1/sources/texts", "{\"title\":\"a\",\"text\":\" \"}").isProblem(400, "empty");
    ada.send("POST", "/api/v1/sources/files", new byte[] {1}).isProblem(400, "invalid_value");
    ada.send("POST", "/api/v1/sources/files?name=empty.txt", new byte[0]).is(202);
  }

  @Test
  void aTextIsASourceThatCanBeReadAgain() {
    String id =
        ada.post(
                "/api/v1/sources/texts",
                "{\"title\":\"Hours\",\"text\":\"We are open from nine to five.\"}")
            .is(202)
            .json()
            .path("id")
            .asText();
    await().until(() -> source(id).path("state").asText().equals("ready"));

    ada.post("/api/v1/sources/" + id + "/read-again", "").is(202);

    await().until(() -> source(id).path("state").asText().equals("ready"));
    assertThat(source(id).path("kind").asText()).isEqualTo("text");
  }

  @Test
  void thePlaygroundSaysWhatTheAgentWouldDoAndWhy() {
    JsonNode answer = ask("anything");
    assertThat(answer.path("decision").asText()).isEqualTo("answer");
    assertThat(answer.path("answer").asText()).isEqualTo("Answer to: anything");
    assertThat(answer.at("/citations/0/passage").asText()).isNotEmpty();
    assertThat(answer.at("/why/rule").asText()).isEqualTo("confident");
    JsonNode handoff = ask("unknown");
    assertThat(handoff.path("decision").asText()).isEqualTo("handoff");
    assertThat(handoff.path("reason").asText()).isEqualTo("low_confidence");
    assertThat(handoff.path("answer").asText()).isNotEmpty();
    JsonNode failed = ask("fail");
    assertThat(failed.path("reason").asText()).isEqualTo("agent_unavailable");
    assertThat(failed.toString()).doesNotContain("ClassName");
    assertThat(ask("hello").path("decision").asText()).isEqualTo("chitchat");
    ada.post("/api/v1/playground", "{\"question\":\" \"}").isProblem(400, "empty");
  }

  private JsonNode ask(String question) {
    return ada.post("/api/v1/playground", "{\"question\":" + Client.quoted(question) + "}")
        .is(200)
        .json();
  }

  private JsonNode source(String id) {
    for (JsonNode source : ada.get("/api/v1/sources").is(200).json().path("sources")) {
      if (source.path("id").asText().equals(id)) {
        return source;
      }
    }
    throw new AssertionError("no source " + id);
  }

  private void refused(ObjectNode settings, String field) {
    Answer refused =
        ada.put("/api/v1/settings", settings.toString()).isProblem(400, "invalid_value");
    assertThat(refused.json().path("field").asText()).isEqualTo(field);
    assertThat(refused.json().path("limit").asText()).isNotEmpty();
  }
}
