package dev.baton.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.testkit.Client;
import dev.baton.testkit.Customer;
import dev.baton.testkit.RunningServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who owned a conversation when, and how it was at any moment, as the inbox asks for it. */
class OwnershipIntegrationTest {
  private static final String CONVERSATIONS = "/api/v1/conversations/";

  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  private final Client maya = SERVER.team(RunningServer.MAYA);
  private final Customer customer = SERVER.customer();

  @Test
  void theSpansTellEveryOwnerWithItsActAuthorAndMessages() {
    live();

    JsonNode spans = get("/ownership").path("spans");

    assertThat(texts(spans, "owner"))
        .containsExactly("agent", "queue", "operator", "agent", "none", "agent");
    assertThat(texts(spans, "act"))
        .containsExactly("opened", "handed_off", "taken_over", "handed_back", "closed", "reopened");
    assertThat(spans.at("/1/reason").asText()).isEqualTo("explicit_request");
    assertThat(spans.at("/2/operator/name").asText()).isEqualTo("Maya Lind");
    assertThat(spans.at("/2/by/name").asText()).isEqualTo("Maya Lind");
    assertThat(spans.at("/2/messages/operator").asLong()).isEqualTo(1);
    assertThat(spans.at("/1/messages/agent").asLong()).isZero();
    assertThat(spans.at("/2/messages/agent").asLong()).isZero();
    assertThat(spans.at("/5/toRev").isNull()).isTrue();
    assertThat(spans.at("/5/episode").asInt()).isEqualTo(2);
    assertThat(get("/ownership").path("omitted").asLong()).isZero();
  }

  @Test
  void asOfARevTheEntryIsTheOneThatTheServerSaidThen() {
    List<JsonNode> said = live();
    long present = get("").path("rev").asLong();

    for (JsonNode entry : said) {
      long rev = entry.path("rev").asLong();
      JsonNode then = get("?asOf=" + rev);
      assertThat(then.path("entry")).as("as of %d", rev).isEqualTo(entry);
      assertThat(then.path("rev").asLong()).isEqualTo(rev);
      assertThat(then.path("timeline")).hasSize((int) rev);
      assertThat(then.path("timeline").path((int) rev - 1).path("rev").asLong()).isEqualTo(rev);
      assertThat(get("?asOf=" + rev + "&after=2&limit=1").path("timeline")).hasSize(1);
    }
    assertThat(said.getFirst().path("rev").asLong()).isLessThan(present);
    assertThat(get("?asOf=" + present)).isEqualTo(get(""));
  }

  @Test
  void aMomentThatIsNotIsRefusedWithItsFieldAndLimit() {
    customer.asksForPerson().is(200);
    long present = get("").path("rev").asLong();

    for (String moment : List.of("0", "-1", String.valueOf(present + 1), "noon")) {
      JsonNode problem =
          maya.get(CONVERSATIONS + customer.conversation() + "?asOf=" + moment)
              .isProblem(400, "invalid_value")
              .json();
      assertThat(problem.path("field").asText()).as(moment).isEqualTo("asOf");
      assertThat(problem.path("limit").asText()).as(moment).isEqualTo("1.." + present);
    }
  }

  /** A life with every kind of owner; the entries that the server answered with on its way. */
  private List<JsonNode> live() {
    List<JsonNode> said = new ArrayList<>();
    customer.says("hello");
    await().until(() -> customer.history().path("lastSeq").asLong() == 2);
    said.add(get("").path("entry"));
    customer.asksForPerson().is(200);
    said.add(get("").path("entry"));
    said.add(act("replies", "{\"text\":\"Maya here\"}"));
    said.add(act("notes", "{\"text\":\"for colleagues\"}"));
    said.add(act("hand-back", "{\"generation\":3}"));
    said.add(act("close", "{\"generation\":4}"));
    customer.says("and again");
    await().until(() -> get("").at("/entry/lastLine/seq").asLong() == 6);
    said.add(get("").path("entry"));
    return said;
  }

  private JsonNode act(String what, String body) {
    return maya.change(CONVERSATIONS + customer.conversation() + "/" + what, body)
        .is(200)
        .json()
        .path("entry");
  }

  private JsonNode get(String rest) {
    return maya.get(CONVERSATIONS + customer.conversation() + rest).is(200).json();
  }

  private static List<String> texts(JsonNode all, String field) {
    List<String> texts = new ArrayList<>();
    all.forEach(one -> texts.add(one.path(field).asText()));
    return texts;
  }
}
