package dev.baton.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Answer;
import dev.baton.testkit.Client;
import dev.baton.testkit.Customer;
import dev.baton.testkit.RunningServer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers and machines are told by every page, and by every error. */
class PagesIntegrationTest {
  private static final String HERE = "/api/v1/widget/conversation";
  private static final String ABSENT = "cnv_AAAAAAAAAAAAAAAAAAAAAA";

  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  private final Client ada = SERVER.team(RunningServer.ADA);
  private final Client maya = SERVER.team(RunningServer.MAYA);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/inbox/",
        "/widget/frame?workspace=acme",
        "/widget/loader.js",
        "/docs",
        "/docs/openapi.yaml",
        "/docs/docs.css",
        "/healthz",
        "/readyz",
        "/metrics",
        "/api/v1/widget/acme",
        "/api/v1/session",
        "/nowhere",
        "/widget/frame",
        "/inbox/nowhere.js",
        "/api/v1/inbox/socket",
        "/api/v1/widget/socket",
        "/inbox/../../application.conf",
        "/inbox/%2e%2e/%2e%2e/reference.conf",
        "/inbox//etc/passwd",
        "/docs/../reference.conf"
      })
  void everyAnswerForbidsGuessingItsTypeAndNamesNoServer(String path) {
    Answer answer = SERVER.nobody().get(path);

    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Server")).isEmpty();
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    assertThat(answer.text()).doesNotContain("baton.http {", "root:");
    assertSilentAboutItself(answer);
  }

  @Test
  void pagesTellBrowsersToRunTheirOwnCodeOnly() {
    Answer inbox = SERVER.nobody().get("/inbox/").is(200);
    assertThat(inbox.header("Content-Security-Policy"))
        .contains(
            "default-src 'none'",
            "script-src 'self'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'")
        .doesNotContain("unsafe");
    assertThat(inbox.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    assertThat(inbox.header("Referrer-Policy")).isEqualTo("no-referrer");
    Answer docs = SERVER.nobody().get("/docs").is(200);
    assertThat(docs.header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(docs.text()).contains("/api/v1/widget/conversation/messages");
    assertThat(SERVER.nobody().get("/docs/openapi.yaml").is(200).text()).startsWith("openapi: 3.1");
    SERVER.nobody().get("/demo/").isProblem(404, "not_found");
  }

  @Test
  void theWidgetsFrameMayStandOnTheAllowedSitesOnly() {
    Client otto = SERVER.team(RunningServer.OTTO);
    assertThat(frameAncestors("other")).isEqualTo("frame-ancestors 'none'");
    var settings =
        (com.fasterxml.jackson.databind.node.ObjectNode)
            otto.get("/api/v1/settings").is(200).json();
    settings
        .putArray("allowedSites")
        .add("https://WWW.Acme.example:443/")
        .add("http://localhost:3000");
    otto.put("/api/v1/settings", settings.toString()).is(200);

    assertThat(frameAncestors("other"))
        .isEqualTo("frame-ancestors https://www.acme.example http://localhost:3000");
    assertThat(frameAncestors("nowhere")).isEqualTo("frame-ancestors 'none'");
    for (String site :
        List.of(
            "*", "https://*", "https://a.example; script-src *", "javascript:alert(1)", "null")) {
      var bad =
          (com.fasterxml.jackson.databind.node.ObjectNode) otto.get("/api/v1/settings").json();
      bad.putArray("allowedSites").add(site);
      otto.put("/api/v1/settings", bad.toString()).isProblem(400, "invalid_value");
    }
  }

  private static String frameAncestors(String key) {
    String policy =
        SERVER
            .nobody()
            .get("/widget/frame?workspace=" + key)
            .is(200)
            .header("Content-Security-Policy");
    return policy.substring(policy.indexOf("frame-ancestors"));
  }

  @Test
  void anUnknownPathOrMethodIsAProblemLikeAnyOther() {
    SERVER.nobody().get("/api/v1/nowhere").isProblem(404, "not_found");
    SERVER.nobody().get("/api/v2/session").isProblem(404, "not_found");
    Answer wrong = SERVER.nobody().put("/api/v1/session", "{}");
    assertThat(wrong.isProblem(405, "method_not_allowed").header("Allow"))
        .contains("GET", "POST", "DELETE");
    ada.delete("/api/v1/settings").isProblem(405, "method_not_allowed");
    assertThat(SERVER.nobody().send("TRACE", "/healthz", new byte[0]).status()).isIn(404, 405, 501);
    assertThat(SERVER.nobody().get("/api/v1/conversations%2f" + ABSENT).status())
        .isIn(400, 401, 404);
    assertThat(SERVER.nobody().get("//api/v1/session").status()).isIn(400, 404);
    SERVER.nobody().get("/api/v1/widget/socket").isProblem(404, "not_found");
    assertThat(SERVER.nobody().get("/" + "x".repeat(5000)).status()).isIn(400, 404, 414);
  }

  @Test
  void thePagesForMachinesAnswerWithoutProof() {
    assertThat(SERVER.nobody().get("/healthz").is(200).text()).isEqualTo("ok\n");
    assertThat(SERVER.nobody().get("/readyz").is(200).text()).isEqualTo("ready\n");
    Customer customer = SERVER.customer();
    customer.says("something that no metric may hold");
    String metrics = SERVER.nobody().get("/metrics").is(200).text();
    assertThat(metrics)
        .contains("baton_messages_total{author=\"customer\"")
        .doesNotContain(customer.conversation(), "no metric may hold", "acme.example");
  }

  @Test
  void noErrorTellsOfTheCodeBehindIt() {
    Map<String, Answer> errors = new TreeMap<>();
    Customer customer = SERVER.customer();
    errors.put("syntax", customer.change(HERE + "/messages", "{"));
    errors.put("type", customer.change(HERE + "/messages", "{\"text\":{}}"));
    errors.put("login", SERVER.nobody().post("/api/v1/session", "{\"email\":[],\"password\":1}"));
    errors.put("settings", ada.put("/api/v1/settings", "{\"version\":\"x\"}"));
    errors.put("source", ada.post("/api/v1/sources/links", "{\"url\":\"http://[\"}"));
    errors.put("query", customer.get(HERE + "?after=%00"));
    errors.put("cursor", maya.get("/api/v1/conversations?cursor=%27"));
    errors.put("frame", SERVER.nobody().get("/widget/frame"));
    errors.put("socket", SERVER.nobody().get("/api/v1/widget/socket"));
    errors.put("header", SERVER.nobody().with("Cookie", "baton_session=\"").get("/api/v1/session"));

    errors.forEach((name, answer) -> {
      assertThat(answer.status()).as(name).isBetween(400, 499);
      assertSilentAboutItself(answer);
    });
  }

  private static void assertSilentAboutItself(Answer answer) {
    if (answer.status() >= 400) {
      assertThat(answer.text())
          .as(answer.request())
          .doesNotContain("Exception", "dev.baton", "akka", "com.fasterxml", "\tat ", "java.");
    }
  }
}
