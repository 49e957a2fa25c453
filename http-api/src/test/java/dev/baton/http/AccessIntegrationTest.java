package dev.baton.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Answer;
import dev.baton.testkit.Client;
import dev.baton.testkit.Customer;
import dev.baton.testkit.RunningServer;
import dev.baton.testkit.Socket;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
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
        new Row("GET", "/api/v1/conversations/{id}/ownership", "", 401, 401, 200, 200),
        new Row(
            "POST", "/api/v1/conversations/{id}/replies", "{\"text\":\"x\"}", 401, 401, 200, 200),
        new Row("POST", "/api/v1/conversations/{id}/notes", "{\"text\":\"x\"}", 401, 401, 200, 200),
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
        new Row("GET", "/api/v1/threshold", "", 401, 401, 403, 200),
        new Row("POST", "/api/v1/threshold", "{move}", 401, 401, 403, 200),
        new Row("POST", "/api/v1/threshold/undo", "{undo}", 401, 401, 403, 200),
        new Row("GET", "/api/v1/threshold/replay", "", 401, 401, 403, 200),
        new Row("POST", "/api/v1/threshold/replay", "", 401, 401, 403, 202),
        new Row(
            "POST",
            "/api/v1/threshold/replay/file",
            "question,answerable\nx,true",
            401,
            401,
            403,
            202),
        new Row("GET", "/api/v1/threshold/replay/flips?from=0&to=1", "", 401, 401, 403, 200),
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
    return send(caller, row.method(), path, body(row.body()));
  }

  private String body(String form) {
    return switch (form) {
      case "{settings}" -> ada.get("/api/v1/settings").is(200).text();
      case "{move}" -> "{\"version\":" + version() + ",\"threshold\":0.5,\"fromCurve\":false}";
      case "{undo}" -> {
        double other = ada.get("/api/v1/threshold").is(200).json().path("threshold").asDouble() / 2;
        String move = body("{move}").replace("0.5", String.valueOf(other));
        ada.post("/api/v1/threshold", move).is(200);
        yield "{\"version\":" + version() + "}";
      }
      default -> form;
    };
  }

  private int version() {
    return ada.get("/api/v1/settings").is(200).json().path("version").asInt();
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
    String[] all = {"waiting", "mine", "agent", "team", "closed"};
    ottos.watches(all);
    mayas.watches(all);
    ottos.send(follow);
    ottos.send(follow.replace(customer.conversation(), ABSENT));
    mayas.send(follow);
    ottos.send(
        "{\"kind\":\"reply\",\"conversation\":\""
            + customer.conversation()
            + "\",\"key\":\"k\",\"text\":\"from next door\"}");
    assertThat(ottos.await("refused").at("/problem/code").asText()).isEqualTo("not_found");
    customer.asksForPerson().is(200);
    mayas.await("timeline");
    mayas.awaitRow(customer.conversation(), row -> true);
    Customer ottosOwn = SERVER.customerOf(RunningServer.OTHER);
    ottosOwn.says("a question");
    ottos.awaitRow(ottosOwn.conversation(), row -> true);

    assertThat(
            ottos.frames().stream()
                .filter(frame -> !frame.path("kind").asText().equals("refused"))
                .toList()
                .toString())
        .doesNotContain(customer.conversation());
    assertThat(customer.history().toString()).doesNotContain("next door");
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

  @Test
  void aPasswordThatIsTooLongIsRefusedBeforeItIsHashed() {
    Answer refused =
        SERVER
            .nobody()
            .post("/api/v1/session", "{\"email\":\"a@b\",\"password\":\"" + "x".repeat(513) + "\"}")
            .isProblem(400, "invalid_value");
    assertThat(refused.json().path("field").asText()).isEqualTo("password");
  }
}
