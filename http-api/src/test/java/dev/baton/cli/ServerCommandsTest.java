package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.cli.CommandLineFixture.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerCommandsTest {
  private static final String ANSWER =
      """
      {"decision":"answer","reason":null,"confidence":0.82,"threshold":0.5,"answer":"Drop it on the page.\\u001b[2J",
       "citations":[{"number":1,"source":"src_1","title":"Sources","heading":"Upload","page":3,"url":"https://a.example/s","passage":"Drop it."}]}
      """;
  private static final String SOUND =
      """
      {"conversations":12,"agentMessagesInHumanSpans":0,"seqGaps":0,"doubledKeys":0,"violations":[]}
      """;
  private static final String BROKEN =
      """
      {"conversations":12,"agentMessagesInHumanSpans":1,"seqGaps":0,"doubledKeys":0,
       "violations":[{"conversation":"cnv_1","sequenceNumber":7,"rule":"agent_silent","sentence":"The agent spoke while Maya owned it.","trail":["6 operator_took_over by opr_m, generation 2","7 agent_spoke, generation 1"]}]}
      """;

  private static final String TRAIL =
      """
      cnv_1
          6 operator_took_over by opr_m, generation 2
          7 agent_spoke, generation 1
        > 7: The agent spoke while Maya owned it. [agent_silent]
      """;

  private final StubServer server = new StubServer();
  @TempDir Path folder;
  private CommandLineFixture baton;

  @BeforeEach
  void aServerHasRun() throws IOException {
    baton = CommandLineFixture.of(Files.createDirectory(folder.resolve("data")), server.url());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void askPrintsTheAnswerWithItsCitations() {
    server.when("POST /api/v1/playground", 200, ANSWER);

    Ran ran = baton.run("ask", "How do I add a \"PDF\"?");

    assertThat(ran.code()).isEqualTo(ExitCode.OK);
    assertThat(ran.out())
        .startsWith("answer (confidence 0.82, threshold 0.50)")
        .contains("Drop it on the page.", "[1] Sources › Upload, page 3  https://a.example/s")
        .doesNotContain("\u001b");
    assertThat(server.asked())
        .containsExactly(
            new StubServer.Asked(
                "POST /api/v1/playground",
                "Bearer " + CommandLineFixture.KEY,
                "application/json",
                "{\"question\":\"How do I add a \\\"PDF\\\"?\"}"));
  }

  @Test
  void askPrintsTheServersJsonUnchanged() {
    server.when("POST /api/v1/playground", 200, ANSWER);

    Ran ran = baton.run("ask", "--json", "How do I add a PDF?");

    assertThat(ran.out().strip()).isEqualTo(ANSWER.strip());
  }

  @Test
  void askSaysWhyItHandsOff() {
    server.when(
        "POST /api/v1/playground",
        200,
        "{\"decision\":\"handoff\",\"reason\":\"low_confidence\",\"confidence\":0.3,\"threshold\":0.5,\"answer\":\"A person will read this.\",\"citations\":[]}");

    Ran ran = baton.run("ask", "Why was I billed twice?");

    assertThat(ran.code()).isEqualTo(ExitCode.OK);
    assertThat(ran.out())
        .startsWith("handoff: low_confidence (confidence 0.30")
        .contains("A person will read this.");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void verifyFailsExactlyWhenARuleIsBroken(boolean sound) {
    server.when("GET /api/v1/verify", 200, sound ? SOUND : BROKEN);

    Ran table = baton.run("verify");
    Ran json = baton.run("verify", "--json");

    assertThat(List.of(table.code(), json.code()))
        .containsOnly(sound ? ExitCode.OK : ExitCode.FAILURE);
    assertThat(table.out()).containsPattern("agent messages in human spans +" + (sound ? 0 : 1));
    assertThat(table.out().strip()).endsWith(sound ? "\nok" : TRAIL.strip());
    assertThat(json.out().strip()).isEqualTo((sound ? SOUND : BROKEN).strip());
  }

  @Test
  void aReportWithoutViolationsListedIsNoSoundReport() {
    server.when("GET /api/v1/verify", 200, "{\"conversations\":12}");

    assertThat(baton.run("verify").code()).isEqualTo(ExitCode.FAILURE);
  }

  @Test
  void sourceAddSendsFilesFoldersAndLinksAndWaits() throws IOException {
    Path docs = folder.resolve("docs");
    Files.createDirectories(docs.resolve("deep"));
    Files.writeString(docs.resolve("a guide+.md"), "# Guide");
    Files.writeString(docs.resolve("deep/faq.csv"), "question,answer");
    Files.writeString(docs.resolve("picture.png"), "not read");
    Files.writeString(docs.resolve(".hidden.md"), "not read");
    server
        .when("POST /api/v1/sources/files?name=a%20guide%2B.md", 202, source("1", "queued"))
        .when("POST /api/v1/sources/files?name=faq.csv", 202, source("2", "queued"))
        .when("POST /api/v1/sources/links", 202, source("3", "queued"))
        .when("GET /api/v1/sources", 200, sources("reading", "queued", "queued"))
        .when("GET /api/v1/sources", 200, sources("ready", "ready", "reading"))
        .when("GET /api/v1/sources", 200, sources("ready", "ready", "ready"));

    Ran ran = baton.run("source", "add", docs.toString(), "https://a.example/help");

    assertThat(ran.code()).isEqualTo(ExitCode.OK);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out().lines())
        .containsExactlyInAnyOrder(
            "ready    name-1  3 pages, 1 passage",
            "ready    name-2  3 pages, 1 passage",
            "ready    name-3  3 pages, 1 passage");
    assertThat(server.asked().stream().map(StubServer.Asked::body))
        .contains("# Guide", "question,answer", "{\"url\":\"https://a.example/help\"}")
        .doesNotContain("not read");
  }

  @Test
  void oneBadFileDoesNotKeepTheOthersBack() throws IOException {
    Path refused = Files.writeString(folder.resolve("refused.txt"), "one");
    Path unread = Files.writeString(folder.resolve("unread.txt"), "two");
    Path good = Files.writeString(folder.resolve("good.txt"), "three");
    server
        .when("POST /api/v1/sources/files?name=refused.txt", 415, "{\"detail\":\"Not this kind.\"}")
        .when("POST /api/v1/sources/files?name=unread.txt", 202, source("1", "queued"))
        .when("POST /api/v1/sources/files?name=good.txt", 202, source("2", "queued"))
        .when("GET /api/v1/sources", 200, sources("failed", "ready"));

    Ran ran = baton.run("source", "add", refused.toString(), unread.toString(), good.toString());

    assertThat(ran.code()).isEqualTo(ExitCode.FAILURE);
    assertThat(ran.err().lines())
        .containsExactly(
            "failed   " + refused + ": Not this kind.", "failed   name-1: It holds no text.");
    assertThat(ran.out()).contains("ready    name-2");
  }

  @Test
  void aSourceThatIsRemovedMeanwhileIsAFailure() throws IOException {
    Path file = Files.writeString(folder.resolve("gone.txt"), "one");
    server
        .when("POST /api/v1/sources/files?name=gone.txt", 202, source("1", "queued"))
        .when("GET /api/v1/sources", 200, sources("queued"))
        .when("GET /api/v1/sources", 200, sources());

    Ran ran = baton.run("source", "add", file.toString());

    assertThat(ran.code()).isEqualTo(ExitCode.FAILURE);
    assertThat(ran.err()).contains("removed");
  }

  @Test
  void aFolderWithNothingToReadIsAWrongCall() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    Ran ran = baton.run("source", "add", empty.toString());

    assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void sourceListShowsStatesAndReasons() {
    server.when("GET /api/v1/sources", 200, sources("ready", "failed", "queued"));

    Ran ran = baton.run("source", "list");

    assertThat(ran.code()).isEqualTo(ExitCode.OK);
    assertThat(ran.out().lines())
        .containsExactly(
            "ready    name-1  3 pages, 1 passage",
            "failed   name-2: It holds no text.",
            "queued   name-3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | {\"detail\":\"No.\"}                    | does not know the key",
        "403 | {\"detail\":\"Admins only.\"}           | Admins only.",
        "503 | {\"title\":\"Not ready\"}               | Not ready",
        "500 | <html>oops</html>                       | status 500",
        "302 | {}                                      | status 302",
        "200 | <html>another server</html>             | is not Baton",
        "200 | []                                      | is not Baton",
      })
  void whatTheServerRefusesIsOneLine(int status, String body, String says) {
    server
        .when("GET /api/v1/verify", status, body)
        .when("GET /api/v1/sources", status, body)
        .when("POST /api/v1/playground", status, body);

    for (Ran ran :
        List.of(baton.run("verify"), baton.run("source", "list"), baton.run("ask", "Hello?"))) {
      assertThat(ran.code()).isEqualTo(ExitCode.FAILURE);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err().lines()).singleElement().asString().startsWith("baton: ").contains(says);
      assertThat(ran.err()).doesNotContain(CommandLineFixture.KEY);
    }
  }

  @Test
  void aStoppedServerIsNamedWithTheWayToStartOne() {
    server.close();

    Ran ran = baton.run("verify");

    assertThat(ran.code()).isEqualTo(ExitCode.FAILURE);
    assertThat(ran.err().strip())
        .isEqualTo("baton: no server answers at " + server.url() + ": start one with ./baton up");
  }

  @Test
  void aFolderThatNeverHadAServerIsNamed() {
    Ran ran = CommandLineFixture.bare("verify", "--data", folder.resolve("new").toString());

    assertThat(ran.code()).isEqualTo(ExitCode.FAILURE);
    assertThat(ran.err()).contains(folder.resolve("new").toString(), "./baton up");
  }

  @Test
  void aMissingKeyIsAMatterOfConfiguration() throws IOException {
    Files.delete(baton.data.resolve(FirstRun.KEY_FILE));

    Ran ran = baton.run("verify");

    assertThat(ran.code()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(ran.err()).contains("admin.key", "BATON_API_KEY");
  }

  @Test
  void aGivenAddressAndKeyWinOverTheFolders() throws IOException {
    Files.writeString(baton.data.resolve(Up.URL_FILE), "http://127.0.0.1:1\n");
    server.when("GET /api/v1/verify", 200, SOUND);

    Ran ran = baton.run("verify", "--url", server.url() + "/");
    ServerClient.of(java.net.URI.create(server.url()), baton.data, "another").get("/verify");

    assertThat(ran.code()).isEqualTo(ExitCode.OK);
    assertThat(server.asked().stream().map(StubServer.Asked::authorization))
        .containsExactly("Bearer " + CommandLineFixture.KEY, "Bearer another");
  }

  private static String sources(String... states) {
    StringBuilder list = new StringBuilder();
    for (int number = 1; number <= states.length; number++) {
      list.append(number == 1 ? "" : ",").append(source("" + number, states[number - 1]));
    }
    return "{\"sources\":[" + list + "]}";
  }

  private static String source(String number, String state) {
    return """
    {"id":"src_%s","kind":"file","title":"Title","name":"name-%s","url":null,"state":"%s","reason":%s,"pages":3,"passages":1}\
    """
        .formatted(
            number, number, state, state.equals("failed") ? "\"It holds no text.\"" : "null");
  }
}
