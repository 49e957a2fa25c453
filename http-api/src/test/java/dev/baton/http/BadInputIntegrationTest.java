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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server makes of what nobody should send. */
class BadInputIntegrationTest {
  private static final String HERE = "/api/v1/widget/conversation";
  private static final String ABSENT = "cnv_AAAAAAAAAAAAAAAAAAAAAA";

  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  private final Client ada = SERVER.team(RunningServer.ADA);
  private final Client maya = SERVER.team(RunningServer.MAYA);

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
        "{\"kind\":\"send\",\"key\":\"k\",\"text\":\"x\"}|malformed",
        "{\"kind\":\"send\",\"key\":\"k\",\"text\":\"x\",\"seq\":1}|unknown_field",
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
        "{\"kind\":\"watch\",\"views\":[\"waiting\",\"everything\"]}|invalid_value",
        "{\"kind\":\"watch\",\"views\":\"waiting\"}|invalid_value",
        "{\"kind\":\"watch\",\"views\":[1]}|invalid_value",
        "{\"kind\":\"watch\",\"views\":[null]}|invalid_value",
        "{\"kind\":\"watch\"}|missing_field",
        "{\"kind\":\"reply\",\"key\":\"k\",\"text\":\"x\"}|missing_field",
        "{\"kind\":\"reply\",\"conversation\":\"cnv_a\",\"text\":\"x\"}|missing_field",
        "x|malformed"
      })
  void anInboxFrameThatIsNoneEndsTheSocketWithItsReason(String frame, String code) {
    Socket inbox = maya.inbox();
    inbox.send(frame);

    assertThat(inbox.awaitProblem().path("code").asText()).isEqualTo(code);
  }

  private static Answer text(Client customer, String text) {
    return customer.change(HERE + "/messages", "{\"text\":\"" + text + "\"}");
  }
}
