package dev.baton.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.testkit.Answer;
import dev.baton.testkit.Client;
import dev.baton.testkit.Customer;
import dev.baton.testkit.RunningServer;
import dev.baton.testkit.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call what, and what the server makes of what nobody should send. */
class AccessIntegrationTest {
  private static final String HERE = "/api/v1/widget/conversation";
  private static final String ABSENT = "cnv_AAAAAAAAAAAAAAAAAAAAAA";

  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  private final Client ada = SERVER.team(RunningServer.ADA);
  private final Client maya = SERVER.team(RunningServer.MAYA);

  /**
   * What each caller gets: nobody, a customer, operator, admin, stranger (of another workspace).
   */
  private record Row(
      String method, String path, String body, int nobody, int customer, int operator, int admin) {}

  /** Every call of openapi.yaml but those that the tests below have to themselves. */
  private static List<Row> matrix() {
    return List.of(
        new Row("GET", "/api/v1/widget/acme", "", 200, 200, 200, 200),
        new Row("POST", "/api/v1/widget/acme/conversations", "{}", 201, 201, 201, 201),
        new Row("GET", HERE, "", 401, 200, 401, 401),
        new Row("POST", HERE + "/messages", "{\"text\":\"x\"}", 401, 200, 401, 401),
        new Row("POST", HERE + "/human", "{}", 401, 200, 401, 401),
        new Row("GET", "/api/v1/session", "", 401, 401, 200, 200),
        new Row("GET", "/api/v1/conversations", "", 401, 401, 200, 200),
        new Row("GET", "/api/v1/conversations/{id}", "", 401, 401, 200, 200),
        new Row(
            "POST", "/api/v1/conversations/{id}/replies", "{\"text\":\"x\"}", 401, 401, 200, 200),
        new Row(
            "POST",
            "/api/v1/conversations/{id}/take-over",
            "{\"generation\":2}",
            401,
            401,
            200,
            200),
        new Row(
            "POST",
            "/api/v1/conversations/{id}/hand-back",
            "{\"generation\":2}",
            401,
            401,
            200,
            200),
        new Row(
            "POST", "/api/v1/conversations/{id}/close", "{\"generation\":2}", 401, 401, 200, 200),
        new Row("GET", "/api/v1/sources", "", 401, 401, 200, 200),
        new Row("POST", "/api/v1/sources/files?name=a.txt", "a text", 401, 401, 403, 202),
        new Row(
            "POST",
            "/api/v1/sources/links",
            "{\"url\":\"http://127.0.0.1:1/\"}",
            401,
            401,
            403,
            202),
        new Row(
            "POST",
            "/api/v1/sources/texts",
            "{\"title\":\"t\",\"text\":\"x\"}",
            401,
            401,
            403,
            202),
        new Row("POST", "/api/v1/sources/{source}/read-again", "", 401, 401, 403, 202),
        new Row("DELETE", "/api/v1/sources/{source}", "", 401, 401, 403, 204),
        new Row("GET", "/api/v1/settings", "", 401, 401, 200, 200),
        new Row("PUT", "/api/v1/settings", "{settings}", 401, 401, 403, 200),
        new Row("POST", "/api/v1/playground", "{\"question\":\"x\"}", 401, 401, 200, 200),
        new Row("GET", "/api/v1/verify", "", 401, 401, 403, 200));
  }

  @TestFactory
  List<DynamicTest> everyCallIsForThoseItIsFor() {
    return matrix().stream()
        .map(row -> DynamicTest.dynamicTest(row.method() + " " + row.path(), () -> check(row)))
        .toList();
  }

  private void check(Row row) {
    assertThat(call(SERVER.nobody(), row).status()).as("nobody").isEqualTo(row.nobody());
    assertThat(call(SERVER.customer(), row).status()).as("a customer").isEqualTo(row.customer());
    assertThat(call(maya, row).status()).as("an operator").isEqualTo(row.operator());
    assertThat(call(ada, row).status()).as("an admin").isEqualTo(row.admin());
    assertThat(call(SERVER.integration("acme"), row).status()).as("a key").isEqualTo(row.admin());
    if (row.path().contains("{")) {
      for (Client stranger :
          List.of(SERVER.team(RunningServer.OTTO), SERVER.integration("other"))) {
        Answer foreign = call(stranger, row).isProblem(404, "not_found");
        Answer absent =
            send(
                    stranger,
                    row.method(),
                    row.path().replace("{id}", ABSENT).replace("{source}", "src_absent"),
                    row.body())
                .isProblem(404, "not_found");
        Answer nonsense =
            send(stranger, row.method(), row.path().replaceAll("\\{.*?\\}", "nonsense"), row.body())
                .isProblem(404, "not_found");
        assertThat(absent.text()).isEqualTo(foreign.text()).isEqualTo(nonsense.text());
      }
    }
  }

  private Answer call(Client caller, Row row) {
    String path = row.path();
    if (path.contains("{id}")) {
      Customer customer = SERVER.customer();
      customer.asksForPerson().is(200);
      path = path.replace("{id}", customer.conversation());
    }
    if (path.contains("{source}")) {
      path =
          path.replace(
              "{source}",
              ada.post("/api/v1/sources/texts", "{\"title\":\"t\",\"text\":\"some text\"}")
                  .is(202)
                  .json()
                  .path("id")
                  .asText());
    }
    String body =
        row.body().equals("{settings}") ? ada.get("/api/v1/settings").is(200).text() : row.body();
    return send(caller, row.method(), path, body);
  }

  private static Answer send(Client caller, String method, String path, String body) {
    Client keyed = caller.with("Idempotency-Key", Client.newKey());
    return method.equals("GET") || method.equals("DELETE")
        ? keyed.send(method, path, new byte[0])
        : keyed.sendJson(method, path, body);
  }

  @Test
  void whatIsRefusedChangesNothing() {
    Customer customer = SERVER.customer();
    customer.asksForPerson().is(200);
    String before = maya.get("/api/v1/conversations/" + customer.conversation()).text();
    Client otto = SERVER.team(RunningServer.OTTO);
    for (String act : List.of("take-over", "hand-back", "close")) {
      otto.change(
              "/api/v1/conversations/" + customer.conversation() + "/" + act, "{\"generation\":2}")
          .is(404);
    }
    otto.change(
            "/api/v1/conversations/" + customer.conversation() + "/replies",
            "{\"text\":\"from next door\"}")
        .is(404);

    assertThat(maya.get("/api/v1/conversations/" + customer.conversation()).text())
        .isEqualTo(before);
  }

  @Test
  void anInboxHearsNothingOfAnotherWorkspace() {
    Customer customer = SERVER.customer();
    customer.says("hello");
    Socket ottos = SERVER.team(RunningServer.OTTO).inbox();
    Socket mayas = maya.inbox();
    String follow =
        "{\"kind\":\"follow\",\"conversation\":\"" + customer.conversation() + "\",\"after\":0}";
    ottos.send(follow);
    ottos.send(follow.replace(customer.conversation(), ABSENT));
    mayas.send(follow);
    customer.asksForPerson().is(200);
    mayas.await("timeline");
    mayas.await("entry");
    Customer ottosOwn = SERVER.customerOf(RunningServer.OTHER);
    ottosOwn.says("a question");
    ottos.await(
        "entry", frame -> frame.at("/entry/conversation").asText().equals(ottosOwn.conversation()));

    assertThat(ottos.frames().toString()).doesNotContain(customer.conversation());
    assertThat(mayas.frames().toString()).doesNotContain(ottosOwn.conversation());
    ottos.close();
    mayas.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "null",
        "",
        "http://127.0.0.1.evil.example",
        "http://localhost",
        "http://evil127.0.0.1",
        "file://"
      })
  void aCookieFromAnotherSiteChangesNothing(String origin) {
    Client forged = origin.isEmpty() ? maya.without("Origin") : maya.with("Origin", origin);

    forged.delete("/api/v1/session").isProblem(403, "foreign_origin");
    forged.post("/api/v1/playground", "{\"question\":\"x\"}").isProblem(403, "foreign_origin");
    forged
        .change("/api/v1/conversations/" + ABSENT + "/close", "{\"generation\":1}")
        .isProblem(403, "foreign_origin");
    assertThat(Socket.refusal(forged, "/api/v1/inbox/socket")).isEqualTo(403);
    maya.get("/api/v1/session").is(200);
  }

  @Test
  void aBrowserThatSaysCrossSiteIsBelieved() {
    maya.with("Sec-Fetch-Site", "cross-site")
        .post("/api/v1/playground", "{\"question\":\"x\"}")
        .isProblem(403, "foreign_origin");
  }

  @Test
  void anInboxSocketNeedsAProof() {
    assertThat(Socket.refusal(SERVER.nobody(), "/api/v1/inbox/socket")).isEqualTo(401);
    assertThat(Socket.refusal(SERVER.customer(), "/api/v1/inbox/socket")).isEqualTo(401);
    assertThat(Socket.refusal(SERVER.integration("acme"), "/api/v1/inbox/socket")).isEqualTo(101);
  }

  @Test
  void aSecretInTheQueryStringCountsForNothing() {
    Customer customer = SERVER.customer();
    for (String name : List.of("token", "access_token", "authorization", "key")) {
      SERVER
          .nobody()
          .get(HERE + "?" + name + "=" + customer.token())
          .isProblem(401, "not_authenticated");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer x", "Basic eDp5", "bearer null"})
  void aForgedTokenOpensNothing(String header) {
    Client forged = SERVER.nobody().with("Authorization", header);

    forged.get(HERE).isProblem(401, "not_authenticated");
    forged.get("/api/v1/conversations").isProblem(401, "not_authenticated");
  }

  @Test
  void aTokenOfACustomerIsNoKeyOfTheTeamAndTheOtherWayRound() {
    SERVER.customer().get("/api/v1/conversations").isProblem(401, "not_authenticated");
    SERVER.integration("acme").get(HERE).isProblem(401, "not_authenticated");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/messages|{\"text\":\"x\",\"author\":{\"kind\":\"agent\"}}|author",
        "/messages|{\"text\":\"x\",\"owner\":\"agent\"}|owner",
        "/messages|{\"text\":\"x\",\"seq\":1}|seq",
        "/messages|{\"text\":\"x\",\"kind\":\"answer\"}|kind",
        "/messages|{\"text\":\"x\",\"conversation\":\"cnv_x\"}|conversation",
        "/messages|{\"text\":\"x\",\"workspace\":\"w\"}|workspace",
        "/human|{\"reason\":\"x\"}|reason"
      })
  void whatOnlyTheServerKnowsIsAnUnknownField(String path, String body, String field) {
    Customer customer = SERVER.customer();

    Answer refused = customer.change(HERE + path, body).isProblem(400, "unknown_field");

    assertThat(refused.json().path("field").asText()).isEqualTo(field);
    assertThat(customer.history().path("lastSeq").asLong()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"text\":1}|400",
        "{\"text\":true}|400",
        "{\"text\":[\"x\"]}|400",
        "{\"text\":{}}|400",
        "{\"text\":null}|400",
        "{}|400",
        "[]|400",
        "null|400",
        "'\"x\"'|400",
        "7|400",
        "{\"text\":\"x\"|400",
        "{\"text\":\"x\"} {}|400",
        "{\"text\":\"x\",\"text\":\"y\"}|400",
        "{text:\"x\"}|400",
        "{\"text\":\"\"}|400",
        "{\"text\":\" \\n \"}|400",
        "{\"text\":\"a\\u0000b\"}|400",
        "{\"text\":\"a\\ud800b\"}|400",
        "{\"text\":\"a\\udc00\"}|400",
        "{\"text\":NaN}|400"
      })
  void aMessageThatIsNoneIsRefusedAndStoresNothing(String body, int status) {
    Customer customer = SERVER.customer();

    Answer refused = customer.change(HERE + "/messages", body).is(status);

    assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
    assertThat(refused.json().path("code").asText())
        .isIn("malformed", "missing_field", "invalid_value", "empty");
    assertThat(customer.history().path("lastSeq").asLong()).isZero();
  }

  @Test
  void anEmojiIsOneCharacterLikeAnyOther() {
    Customer customer = SERVER.customer();

    assertThat(customer.says("Gruß 👋 \u202e").path("text").asText()).startsWith("Gruß 👋");
    assertThat(
            customer
                .change(HERE + "/messages", "{\"text\":\"\\ud83d\\udc4b\"}")
                .is(200)
                .json()
                .at("/message/text")
                .asText())
        .isEqualTo("👋");
  }

  @Test
  void whatIsTooLargeIsRefusedWithItsLimit() {
    Customer customer = SERVER.customer();
    assertThat(
            text(customer, "x".repeat(8001))
                .isProblem(413, "too_long")
                .json()
                .path("limit")
                .asInt())
        .isEqualTo(8000);
    text(customer, "x".repeat(70_000)).isProblem(413, "too_long");
    assertThat(
            text(customer, "x".repeat(140_000))
                .isProblem(413, "too_large")
                .json()
                .path("limit")
                .asInt())
        .isEqualTo(128 * 1024);
    String deep = "{\"text\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}";
    assertThat(customer.change(HERE + "/messages", deep).status()).isIn(400, 413);
    String deepUnknown = "{\"x\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}";
    assertThat(customer.change(HERE + "/messages", deepUnknown).status()).isIn(400, 413);
    String digits = "{\"generation\":" + "9".repeat(100_000) + "}";
    assertThat(maya.change("/api/v1/conversations/" + ABSENT + "/close", digits).status())
        .isIn(400, 413);
    String million = "{\"generation\":" + "9".repeat(1_000_000) + "}";
    assertThat(maya.change("/api/v1/conversations/" + ABSENT + "/close", million).status())
        .isEqualTo(413);
    for (String generation : List.of("1.5", "1e400", "\"1\"", "true", "null", "[1]")) {
      maya.change(
              "/api/v1/conversations/" + ABSENT + "/close", "{\"generation\":" + generation + "}")
          .is(400);
    }
    assertThat(text(customer, "x".repeat(8000)).is(200).json().at("/message/seq").asInt())
        .isEqualTo(1);
  }

  @Test
  void aBodyThatIsNotJsonInUtf8IsRefused() {
    Customer customer = SERVER.customer();
    Client keyed = customer.with("Idempotency-Key", Client.newKey());
    byte[] json = "{\"text\":\"x\"}".getBytes(StandardCharsets.UTF_8);
    for (String type :
        List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")) {
      keyed
          .with("Content-Type", type)
          .send("POST", HERE + "/messages", json)
          .isProblem(415, "unsupported_type");
    }
    keyed.send("POST", HERE + "/messages", json).isProblem(415, "unsupported_type");
    byte[] latin = "{\"text\":\"Gru\u00df\"}".getBytes(StandardCharsets.ISO_8859_1);
    keyed
        .with("Content-Type", "application/json")
        .send("POST", HERE + "/messages", latin)
        .isProblem(400, "malformed");
    keyed
        .with("Content-Type", "application/json")
        .send("POST", HERE + "/messages", "{\"text\":\"x\"}".getBytes(StandardCharsets.UTF_16LE))
        .is(400);
    assertThat(customer.history().path("lastSeq").asLong()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "ä", "a;b", "../x", "' OR 1=1--"})
  void anIdempotencyKeyHasItsForm(String key) {
    Client customer = SERVER.customer();
    try {
      customer = customer.with("Idempotency-Key", key);
    } catch (IllegalArgumentException e) {
      return;
    }
    Answer refused;
    try {
      refused = customer.post(HERE + "/messages", "{\"text\":\"x\"}");
    } catch (IllegalArgumentException e) {
      return;
    }
    assertThat(refused.status()).isEqualTo(400);
  }

  @Test
  void aChangeWithoutAKeyIsRefused() {
    Answer refused =
        SERVER
            .customer()
            .post(HERE + "/messages", "{\"text\":\"x\"}")
            .isProblem(400, "missing_field");
    assertThat(refused.json().path("field").asText()).isEqualTo("Idempotency-Key");
    SERVER
        .customer()
        .with("Idempotency-Key", "x".repeat(65))
        .post(HERE + "/messages", "{\"text\":\"x\"}")
        .isProblem(400, "invalid_value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "' OR 1=1--",
        ";SELECT pg_sleep(5)",
        "*:*",
        "from the sources /(a+)+/",
        "from the sources \"unbalanced ~0.1 [ TO *",
        "{{constructor.constructor('alert(1)')()}} ${7*7}",
        "<img src=x onerror=alert(1)>"
      })
  void whatLooksLikeCodeIsTextLikeAnyOther(String text) {
    Customer customer = SERVER.customer();
    customer.says(text);

    await().until(() -> customer.history().path("lastSeq").asLong() == 2);

    assertThat(customer.history().at("/messages/0/text").asText()).isEqualTo(text);
    ada.post("/api/v1/playground", "{\"question\":" + Client.quoted(text) + "}").is(200);
    assertThat(
            maya.get(
                    "/api/v1/conversations?view=waiting&cursor="
                        + java.net.URLEncoder.encode(text, StandardCharsets.UTF_8))
                .status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"kind\":\"typing\"|malformed",
        "[]|malformed",
        "x|malformed",
        "{}|missing_field",
        "{\"kind\":\"dance\"}|invalid_value",
        "{\"kind\":\"hello\"}|malformed",
        "{\"kind\":\"hello\",\"token\":\"x\"}|malformed",
        "{\"kind\":\"hello\",\"token\":\"x\",\"after\":-1}|malformed",
        "{\"kind\":\"hello\",\"token\":\"x\",\"after\":0}|not_authenticated",
        "{\"kind\":\"hello\",\"token\":\"x\",\"after\":0,\"seq\":1}|unknown_field",
        "{\"kind\":\"hello\",\"token\":1,\"after\":0}|invalid_value",
        "{\"kind\":\"typing\",\"author\":\"agent\"}|unknown_field"
      })
  void aFrameThatIsNoneEndsTheSocketWithItsReason(String frame, String code) {
    Socket socket = SERVER.nobody().socket("/api/v1/widget/socket");
    socket.send(frame);

    assertThat(socket.awaitProblem().path("code").asText()).isEqualTo(code);
    assertThat(socket.frames("welcome")).isEmpty();
  }

  @Test
  void helloIsSaidOnce() {
    Customer customer = SERVER.customer();
    Socket socket = customer.listens(0);
    socket.send("{\"kind\":\"hello\",\"token\":\"" + customer.token() + "\",\"after\":0}");

    assertThat(socket.awaitProblem().path("code").asText()).isEqualTo("malformed");
  }

  @Test
  void aFrameIsTextOfAtMostSixteenThousandCharacters() {
    Socket large = SERVER.customer().listens(0);
    large.send("{\"kind\":\"" + "x".repeat(16_384) + "\"}");
    JsonNode tooLong = large.awaitProblem();
    assertThat(tooLong.path("code").asText()).isEqualTo("too_long");
    assertThat(tooLong.path("limit").asInt()).isEqualTo(16_384);
    Socket binary = SERVER.customer().listens(0);
    binary.sendBinary(new byte[] {1, 2, 3});
    assertThat(binary.awaitProblem().path("code").asText()).isEqualTo("malformed");
    Socket inbox = maya.inbox();
    inbox.sendBinary(new byte[] {1, 2, 3});
    assertThat(inbox.awaitProblem().path("code").asText()).isEqualTo("malformed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"kind\":\"follow\"}|missing_field",
        "{\"kind\":\"follow\",\"conversation\":\"cnv_a\",\"after\":0,\"owner\":\"x\"}|unknown_field",
        "{\"kind\":\"follow\",\"conversation\":1,\"after\":0}|invalid_value",
        "{\"kind\":\"dance\",\"conversation\":\"cnv_a\"}|invalid_value",
        "x|malformed"
      })
  void anInboxFrameThatIsNoneEndsTheSocketWithItsReason(String frame, String code) {
    Socket inbox = maya.inbox();
    inbox.send(frame);

    assertThat(inbox.awaitProblem().path("code").asText()).isEqualTo(code);
  }

  @Test
  void anInboxFollowsAtMostTwentyConversations() {
    Socket inbox = maya.inbox();
    for (int n = 0; n < 21; n++) {
      String id = SERVER.customer().conversation();
      SERVER.customer();
      inbox.send("{\"kind\":\"follow\",\"conversation\":\"" + id + "\",\"after\":0}");
    }
    for (int n = 0; n < 21; n++) {
      Customer customer = SERVER.customer();
      customer.asksForPerson().is(200);
      inbox.send(
          "{\"kind\":\"follow\",\"conversation\":\"" + customer.conversation() + "\",\"after\":0}");
    }

    assertThat(inbox.awaitProblem().path("code").asText()).isEqualTo("too_many");
  }

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

  @Test
  void aPasswordThatIsTooLongIsRefusedBeforeItIsHashed() {
    Answer refused =
        SERVER
            .nobody()
            .post("/api/v1/session", "{\"email\":\"a@b\",\"password\":\"" + "x".repeat(513) + "\"}")
            .isProblem(400, "invalid_value");
    assertThat(refused.json().path("field").asText()).isEqualTo("password");
  }

  private static Answer text(Client customer, String text) {
    return customer.change(HERE + "/messages", "{\"text\":\"" + text + "\"}");
  }

  private static void assertSilentAboutItself(Answer answer) {
    if (answer.status() >= 400) {
      assertThat(answer.text())
          .as(answer.request())
          .doesNotContain("Exception", "dev.baton", "akka", "com.fasterxml", "\tat ", "java.");
    }
  }
}
