package dev.baton.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.testkit.Answer;
import dev.baton.testkit.Client;
import dev.baton.testkit.Customer;
import dev.baton.testkit.Fixtures;
import dev.baton.testkit.RunningServer;
import dev.baton.testkit.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** FRAMES.md section 5, as the team's browsers meet it. */
class InboxIntegrationTest {
  private static final String CONVERSATIONS = "/api/v1/conversations";

  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  private final Client ada = SERVER.team(RunningServer.ADA);
  private final Client maya = SERVER.team(RunningServer.MAYA);

  @Test
  void loggingInSetsACookieThatScriptsAndOtherSitesCannotUse() {
    Answer answer = logIn(RunningServer.MAYA, RunningServer.PASSWORD).is(200);

    assertThat(answer.header("Set-Cookie"))
        .startsWith("baton_session=")
        .contains("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=");
    assertThat(answer.json().at("/operator/name").asText()).isEqualTo("Maya Lind");
    assertThat(answer.json().at("/operator/role").asText()).isEqualTo("operator");
    assertThat(answer.json().at("/workspace/key").asText()).isEqualTo("acme");
    assertThat(answer.text()).doesNotContain("argon", "hash");
  }

  @Test
  void aWrongPasswordLooksTheSameForKnownAndUnknownAccounts() {
    Answer known = logIn(RunningServer.MAYA, "wrong").isProblem(401, "wrong_credentials");
    Answer unknown = logIn("nobody@acme.example", "wrong").isProblem(401, "wrong_credentials");

    assertThat(unknown.text()).isEqualTo(known.text());
    assertThat(known.header("Set-Cookie")).isEmpty();
    assertThat(unknown.headers().map().keySet()).isEqualTo(known.headers().map().keySet());
  }

  @Test
  void anEmailAddressHasNoCase() {
    logIn("MAYA@Acme.Example", RunningServer.PASSWORD).is(200);
  }

  @Test
  void loggingOutEndsTheSessionAndItsSocketAndNoOther() {
    Client leaving = SERVER.logIn(RunningServer.MAYA);
    Client staying = SERVER.logIn(RunningServer.MAYA);
    Socket socket = leaving.inbox();

    Answer out = leaving.delete("/api/v1/session").is(204);

    assertThat(out.header("Set-Cookie")).contains("Max-Age=0");
    leaving.get("/api/v1/session").isProblem(401, "not_authenticated");
    assertThat(socket.awaitProblem().path("code").asText()).isEqualTo("not_authenticated");
    staying.get("/api/v1/session").is(200);
  }

  @Test
  void aHandoffAppearsOnAnOpenInboxWithItsReasonHistoryAndCounts() {
    Socket inbox = maya.inbox();
    Customer customer = SERVER.customer();
    customer.says("an unknown matter");

    JsonNode entry =
        inbox.awaitRow(customer.conversation(), row -> row.path("owner").asText().equals("queue"));

    assertThat(entry.at("/handoff/reason").asText()).isEqualTo("low_confidence");
    assertThat(entry.path("waitingSince").asText()).isNotEmpty();
    assertThat(entry.at("/customer/label").asText()).startsWith("Customer ");
    JsonNode detail = detail(customer);
    assertThat(kinds(detail.path("timeline")))
        .containsExactly("opened", "message", "asked", "message", "handed_off");
    JsonNode off = detail.path("timeline").path(4);
    assertThat(off.path("question").asText()).contains("an unknown matter");
    assertThat(off.at("/why/rule").asText()).isEqualTo("below_threshold");
    assertThat(off.at("/why/confidence").asDouble()).isEqualTo(0.2);
    inbox.await("counts", frame -> frame.at("/counts/waiting").asLong() >= 1);
    inbox.close();
  }

  @Test
  void theWelcomeComesFirstAlsoWhenSomethingHasJustChanged() {
    Customer customer = SERVER.customer();
    for (int round = 0; round < 10; round++) {
      customer.says("a line whose row may not be stored yet, " + round);

      try (Socket inbox = maya.inbox()) {
        assertThat(inbox.frames().getFirst().path("kind").asText()).isEqualTo("welcome");
      }
    }
  }

  @Test
  void listsAndCountsFollowAConversationThroughItsLife() {
    Customer customer = SERVER.customer();
    customer.says("a question for the lists");
    awaitListed("agent", customer);
    customer.asksForPerson().is(200);
    awaitListed("waiting", customer);
    change(maya, customer, "take-over", 2).is(200);
    awaitListed("mine", customer);
    awaitListed("team", customer);
    assertThat(list(ada, "mine").toString()).doesNotContain(customer.conversation());
    change(maya, customer, "close", 3).is(200);
    awaitListed("closed", customer);

    JsonNode page = maya.get(CONVERSATIONS + "?view=closed").is(200).json();
    assertThat(page.at("/counts/closed").asLong()).isGreaterThanOrEqualTo(1);
    maya.get(CONVERSATIONS + "?view=everything").isProblem(400, "invalid_value");
    maya.get(CONVERSATIONS + "?cursor=nonsense").isProblem(400, "invalid_value");
    maya.get(CONVERSATIONS + "?limit=201").isProblem(400, "invalid_value");
  }

  @Test
  void aListComesInPagesWithEveryConversationOnce() {
    List<String> waiting = new ArrayList<>();
    for (int n = 0; n < 5; n++) {
      Customer customer = SERVER.customer();
      customer.asksForPerson().is(200);
      waiting.add(customer.conversation());
    }
    for (String id : waiting) {
      await().until(() -> list(maya, "waiting").toString().contains(id));
    }
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = maya.get(CONVERSATIONS + "?view=waiting&limit=2" + cursor).is(200).json();
      page.path("entries").forEach(entry -> seen.add(entry.path("conversation").asText()));
      cursor = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asText();
    } while (!cursor.isEmpty());

    assertThat(seen).doesNotHaveDuplicates().containsSubsequence(waiting);
  }

  @Test
  void ofTwoTakeOversOneWinsAndTheOtherHearsWhoHasIt() {
    Customer customer = SERVER.customer();
    customer.asksForPerson().is(200);

    JsonNode won = change(maya, customer, "take-over", 2).is(200).json();
    JsonNode lost =
        change(ada, customer, "take-over", 2).isProblem(409, "ownership_changed").json();

    assertThat(won.at("/entry/owner").asText()).isEqualTo("operator");
    assertThat(lost.at("/current/owner").asText()).isEqualTo("operator");
    assertThat(lost.at("/current/operator/name").asText()).isEqualTo("Maya Lind");
    assertThat(lost.at("/current/generation").asLong()).isEqualTo(3);
  }

  @Test
  void aReplyToTheAgentsConversationTakesItOverAndRepliesInOneWrite() {
    Customer customer = SERVER.customer();
    customer.says("hello");
    await().until(() -> customer.history().path("lastSeq").asLong() == 2);

    JsonNode replied = reply(maya, customer, "I take this one").is(200).json();

    assertThat(replied.at("/entry/owner").asText()).isEqualTo("operator");
    assertThat(replied.at("/message/seq").asLong()).isEqualTo(3);
    assertThat(replied.at("/message/author/name").asText()).isEqualTo("Maya Lind");
    assertThat(kinds(detail(customer).path("timeline"))).endsWith("taken_over", "message");
    JsonNode refused = reply(ada, customer, "me too").isProblem(409, "ownership_changed").json();
    assertThat(refused.at("/current/operator/name").asText()).isEqualTo("Maya Lind");
    assertThat(customer.history().path("lastSeq").asLong()).isEqualTo(3);
  }

  @Test
  void aReplySentTwiceWithOneKeyIsSaidOnce() {
    Customer customer = SERVER.customer();
    customer.asksForPerson().is(200);
    Client once = maya.with("Idempotency-Key", Client.newKey());
    String path = CONVERSATIONS + "/" + customer.conversation() + "/replies";

    JsonNode first = once.post(path, "{\"text\":\"once\"}").is(200).json();
    JsonNode second = once.post(path, "{\"text\":\"once\"}").is(200).json();

    assertThat(second.path("message")).isEqualTo(first.path("message"));
    assertThat(customer.history().path("lastSeq").asLong()).isEqualTo(2);
    once.post(path, "{\"text\":\"other\"}").isProblem(422, "key_reused");
  }

  @Test
  void aNoteReachesTheTeamOnceAndTheCustomerNever() {
    Customer customer = SERVER.customer();
    customer.says("unknown");
    Client once = maya.with("Idempotency-Key", "note-once");
    String path = CONVERSATIONS + "/" + customer.conversation() + "/notes";

    once.post(path, "{\"text\":\"canary\"}").is(200);
    once.post(path, "{\"text\":\"canary\"}").is(200);

    once.post(path, "{\"text\":\"other\"}").isProblem(422, "key_reused");
    once.post(path, "{\"text\":\" \"}").isProblem(422, "key_reused");
    maya.with("Idempotency-Key", "n2").post(path, "{\"text\":\" \"}").isProblem(400, "empty");
    assertThat(detail(customer).path("timeline").findValuesAsText("text"))
        .filteredOn("canary"::equals)
        .hasSize(1);
    assertThat(customer.history().toString()).doesNotContain("canary");
  }

  @Test
  void theAgentIsSilentWhileAPersonHasItAndAnswersAfterHandBackAndAfterClose() {
    Customer customer = SERVER.customer();
    customer.asksForPerson().is(200);
    reply(maya, customer, "Maya here").is(200);
    customer.says("still for Maya");
    change(maya, customer, "hand-back", 3).is(200);
    customer.says("now for the agent");
    await().until(() -> customer.history().toString().contains("Answer to: "));
    JsonNode messages = customer.history().path("messages");
    assertThat(messages.path(4).at("/author/kind").asText()).isEqualTo("agent");

    JsonNode closed = change(maya, customer, "close", 4).is(200).json();
    assertThat(closed.at("/entry/owner").asText()).isEqualTo("none");
    reply(maya, customer, "too late").isProblem(409, "closed");
    customer.says("and again");
    await().until(() -> customer.history().path("lastSeq").asLong() == 7);

    JsonNode again = customer.history();
    assertThat(again.at("/messages/6/episode").asInt()).isEqualTo(2);
    assertThat(again.at("/messages/6/text").asText()).isEqualTo("Answer to: and again");
    assertThat(kinds(detail(customer).path("timeline"))).contains("closed", "reopened");
  }

  @Test
  void aTimelineThatIsCutAtAnyTimeResumesByRevWithoutGapOrDouble() throws InterruptedException {
    Customer customer = SERVER.customer();
    customer.asksForPerson().is(200);
    Random random = new Random(4711);
    int lines = 60;
    Thread writer =
        Thread.ofVirtual()
            .start(() -> {
              for (int n = 0; n < lines; n++) {
                customer.says("line " + n);
              }
            });
    List<Long> seen = new ArrayList<>();
    while (count(seen) < lines) {
      long after = seen.isEmpty() ? 0 : seen.getLast();
      Socket socket = maya.inbox();
      socket.send(
          "{\"kind\":\"follow\",\"conversation\":\""
              + customer.conversation()
              + "\",\"after\":"
              + after
              + "}");
      int enough = random.nextInt(5);
      int most = lines + 4;
      await()
          .pollInterval(Duration.ofMillis(1))
          .until(() -> {
            int got = socket.flat("timeline", "entries").size();
            return got >= enough || after + got >= most;
          });
      socket.cut();
      socket.flat("timeline", "entries").forEach(entry -> seen.add(entry.path("rev").asLong()));
    }
    writer.join();
    long last = detail(customer).path("rev").asLong();

    assertThat(seen)
        .isEqualTo(LongStream.rangeClosed(1, seen.size()).boxed().toList())
        .hasSizeLessThanOrEqualTo((int) last);
  }

  @Test
  void theSameTimelineComesByRequestAndBySocket() {
    Customer customer = SERVER.customer();
    customer.says("a question");
    await().until(() -> customer.history().path("lastSeq").asLong() == 2);
    JsonNode fetched = detail(customer);
    Socket socket = maya.inbox();
    socket.send(
        "{\"kind\":\"follow\",\"conversation\":\"" + customer.conversation() + "\",\"after\":0}");

    await()
        .until(() -> socket.flat("timeline", "entries").size() == fetched.path("timeline").size());

    List<JsonNode> timeline = new ArrayList<>();
    fetched.path("timeline").forEach(timeline::add);
    assertThat(socket.flat("timeline", "entries")).isEqualTo(timeline);
    JsonNode answer = timeline.getLast().path("message");
    assertThat(answer.at("/citations/0/passage").asText()).isNotEmpty();
    assertThat(answer.at("/why/rule").asText()).isEqualTo("confident");
    JsonNode rest =
        maya.get(CONVERSATIONS + "/" + customer.conversation() + "?after=2&limit=1").json();
    assertThat(rest.path("timeline")).hasSize(1);
    assertThat(rest.at("/timeline/0/rev").asLong()).isEqualTo(3);
    socket.close();
  }

  @Test
  void whatIsSentHasTheFieldsOfTheFixtures() {
    assertSameFields("decision", ask("anything"));
    assertSameFields("session", maya.get("/api/v1/session").is(200).json());
    assertSameFields("settings", ada.get("/api/v1/settings").is(200).json());
    assertSameFields("widget-settings", SERVER.nobody().get("/api/v1/widget/acme").json());
    Socket inbox = maya.inbox();
    assertSameFields("frame.inbox.to-client.welcome", inbox.await("welcome"));
    inbox.close();
    Customer customer = SERVER.customer();
    Socket socket = customer.listens(0);
    customer.says("a question of fields");
    assertSameFields("frame.widget.to-client.welcome", socket.await("welcome"));
    assertSameFields("frame.widget.to-client.thinking", socket.await("thinking"));
    assertSameFields("frame.widget.to-client.status", socket.await("status"));
    assertSameFields("message.agent", socket.awaitMessage("Answer to: a question of fields"));
    socket.close();
  }

  private static void assertSameFields(String fixture, JsonNode live) {
    JsonNode expected = Fixtures.json(fixture);
    assertThat(names(live)).as(fixture).isEqualTo(names(expected));
    for (String name : names(expected)) {
      if (expected.path(name).isObject() && live.path(name).isObject()) {
        assertThat(names(live.path(name)))
            .as("%s.%s", fixture, name)
            .isEqualTo(names(expected.path(name)));
      }
    }
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names.stream().sorted().toList();
  }

  private JsonNode ask(String question) {
    return ada.post("/api/v1/playground", "{\"question\":" + Client.quoted(question) + "}")
        .is(200)
        .json();
  }

  private static Answer logIn(String email, String password) {
    return SERVER
        .nobody()
        .post("/api/v1/session", "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}");
  }

  private static Answer change(Client who, Customer customer, String what, long generation) {
    return who.change(
        CONVERSATIONS + "/" + customer.conversation() + "/" + what,
        "{\"generation\":" + generation + "}");
  }

  private static Answer reply(Client who, Customer customer, String text) {
    return who.change(
        CONVERSATIONS + "/" + customer.conversation() + "/replies",
        "{\"text\":" + Client.quoted(text) + "}");
  }

  private JsonNode detail(Customer customer) {
    return maya.get(CONVERSATIONS + "/" + customer.conversation()).is(200).json();
  }

  private static JsonNode list(Client who, String view) {
    return who.get(CONVERSATIONS + "?limit=200&view=" + view).is(200).json();
  }

  private void awaitListed(String view, Customer customer) {
    await().until(() -> list(maya, view).toString().contains(customer.conversation()));
  }

  private static List<String> kinds(JsonNode timeline) {
    List<String> kinds = new ArrayList<>();
    timeline.forEach(entry -> kinds.add(entry.path("kind").asText()));
    return kinds;
  }

  /** How many of the revs are lines: all but the opening, the request, the line and the handoff. */
  private static long count(List<Long> revs) {
    return revs.stream().filter(rev -> rev > 4).count();
  }
}
