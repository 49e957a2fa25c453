package dev.baton.verify;

import static dev.baton.conversation.ConversationSamples.ANNA;
import static dev.baton.conversation.ConversationSamples.BEN;
import static dev.baton.conversation.ConversationSamples.answered;
import static dev.baton.conversation.ConversationSamples.needsPerson;
import static dev.baton.conversation.ConversationSamples.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.baton.conversation.ConversationEvent;
import dev.baton.conversation.Play;
import dev.baton.handoff.HandoffReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A journal of the real rules is found clean; with one thing planted in it, it is not. */
class JournalCheckerTest {
  private static final CBORMapper CBOR = new CBORMapper();
  private static final ActorTestKit KIT = ActorTestKit.create("journal-checker");
  private static final Serialization PRODUCTION =
      SerializationExtension.get(KIT.system().classicSystem());

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  @Test
  void aJournalOfTheRealRulesIsClean() {
    JournalChecker checker = new JournalChecker();
    feed(checker, "conversation|cnv_a", trees(life()));
    feed(checker, "conversation|cnv_b", trees(life()));
    Play waiting = new Play();
    waiting.says("k", "Anybody?");
    feed(checker, "conversation|cnv_c", trees(waiting.events()));

    CheckReport report = checker.report();

    assertThat(report.violations()).isEmpty();
    assertThat(report.ok()).isTrue();
    assertThat(report)
        .isEqualTo(
            new CheckReport(
                3,
                2L * life().size() + 3,
                2 * 14 + 1,
                2 * 3,
                2 * 5,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                1,
                List.of()));
  }

  @Test
  void randomLivesOfTheRealRulesAreClean() {
    JournalChecker checker = new JournalChecker();
    long stored = 0;
    for (long seed = 1; seed <= 1_000; seed++) {
      List<ConversationEvent> events = Play.some(seed);
      for (int i = 0; i < events.size(); i++) {
        byte[] payload = PRODUCTION.serialize(events.get(i)).get();
        checker.next("conversation|cnv_" + seed, i + 1L, payload);
      }
      stored += events.size();
    }

    CheckReport report = checker.report();

    assertThat(report.violations()).isEmpty();
    assertThat(report.events()).isEqualTo(stored);
    assertThat(report.spans()).isPositive();
  }

  @Test
  void anEmptyJournalIsClean() {
    assertThat(new JournalChecker().report().ok()).isTrue();
  }

  @TestFactory
  Stream<DynamicTest> onePlantedViolationIsFoundByItsRule() {
    return planted().entrySet().stream()
        .map(plant ->
            dynamicTest(
                plant.getKey(),
                () -> {
                  Rule rule = Rule.valueOf(plant.getKey().replaceFirst(":.*", ""));
                  List<ObjectNode> journal = trees(life());
                  plant.getValue().accept(journal);
                  JournalChecker checker = new JournalChecker();
                  feed(checker, "conversation|cnv_planted", journal);

                  CheckReport report = checker.report();

                  assertThat(report.ok()).isFalse();
                  assertThat(report.violations().getFirst().rule()).isEqualTo(rule);
                  assertThat(report.violations().getFirst().conversation())
                      .isEqualTo("cnv_planted");
                  assertThat(report.violations().getFirst().sentence()).isNotBlank();
                  assertThat(counted(report, rule)).isPositive();
                }));
  }

  @Test
  void everyRuleHasAPlantedViolation() {
    assertThat(planted().keySet().stream().map(name -> name.replaceFirst(":.*", "")).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Rule.values())
                .filter(rule -> rule != Rule.RECORDS_DENSE && rule != Rule.READABLE)
                .map(Rule::name)
                .toList());
  }

  @Test
  void aMissingRecordIsFound() {
    JournalChecker checker = new JournalChecker();
    List<ObjectNode> journal = trees(life());
    for (int i = 0; i < journal.size(); i++) {
      if (i != 4) {
        checker.next("conversation|cnv_a", i + 1L, bytes(journal.get(i)));
      }
    }

    CheckReport report = checker.report();

    assertThat(report.seqGaps()).isPositive();
    assertThat(report.violations().getFirst())
        .returns("cnv_a", CheckReport.Violation::conversation)
        .returns(6L, CheckReport.Violation::sequenceNumber)
        .returns(Rule.RECORDS_DENSE, CheckReport.Violation::rule)
        .returns("record 6 stands where 5 belongs", CheckReport.Violation::sentence)
        .satisfies(violation ->
            assertThat(violation.trail())
                .hasSize(5)
                .allSatisfy(record -> assertThat(record).matches("[0-9]+ [a-z_]+.*"))
                .last()
                .asString()
                .startsWith("6 "));
  }

  @Test
  void whatCannotBeReadIsReportedAndTheRestIsChecked() {
    List<byte[]> broken =
        List.of(
            new byte[] {1, 2, 3},
            new byte[0],
            bytes(CBOR.createObjectNode().put("type", "from_the_future")),
            bytes(CBOR.createObjectNode().put("no", "type")),
            bytes(CBOR.createObjectNode().put("type", "customer_wrote").put("seq", "one")));
    JournalChecker checker = new JournalChecker();
    for (int i = 0; i < broken.size(); i++) {
      List<ObjectNode> journal = trees(life());
      for (int record = 0; record < journal.size(); record++) {
        byte[] payload = record == 3 ? broken.get(i) : bytes(journal.get(record));
        checker.next("conversation|cnv_" + i, record + 1L, payload);
      }
    }
    feed(checker, "conversation|cnv_clean", trees(life()));

    CheckReport report = checker.report();

    assertThat(report.ok()).isFalse();
    assertThat(report.unreadable()).isEqualTo(broken.size());
    assertThat(report.violations())
        .hasSize(broken.size())
        .allSatisfy(violation -> assertThat(violation.rule()).isEqualTo(Rule.READABLE))
        .allSatisfy(violation -> assertThat(violation.sequenceNumber()).isEqualTo(4));
    assertThat(report.conversations()).isEqualTo(broken.size() + 1);
  }

  @Test
  void atMostAHundredViolationsAreListedAndAllAreCounted() {
    JournalChecker checker = new JournalChecker();
    for (int i = 0; i < 150; i++) {
      checker.next("conversation|cnv_" + i, 1, new byte[0]);
    }

    CheckReport report = checker.report();

    assertThat(report.violations()).hasSize(100);
    assertThat(report.unreadable()).isEqualTo(150);
  }

  /** Answer, handoff, take-over, reply, hand-back, answer, button, close, reopen, answer. */
  private static List<ConversationEvent> life() {
    Play play = new Play();
    play.says("k1", "How do I dim it?");
    play.completes(answered("Turn the ring."));
    play.says("k7", "phone number");
    play.completes(question());
    play.says("k2", "Refund me twice.");
    play.completes(needsPerson(HandoffReason.LOW_CONFIDENCE));
    play.says("k3", "Anybody?");
    play.takesOver(ANNA, "t1");
    play.replies(ANNA, "r1", "Hello.");
    play.handsBack(ANNA, "h1");
    play.says("k4", "How bright is it?");
    play.takesOver(ANNA, "t2");
    play.handsBack(ANNA, "h2");
    play.asksForPerson("p1");
    play.replies(BEN, "r2", "Here I am.");
    play.rates("k8", 2, false);
    play.closes(BEN, "c1");
    play.says("k5", "Thanks");
    play.completes(answered("You are welcome."));
    play.says("k6", "Bye");
    play.closes(ANNA, "c2");
    return play.events();
  }

  private static Map<String, Consumer<List<ObjectNode>>> planted() {
    Map<String, Consumer<List<ObjectNode>>> plants = new LinkedHashMap<>();
    plants.put("MESSAGES_DENSE: a gap", j -> last(j, "customer_wrote").put("seq", 99));
    plants.put(
        "AGENT_SILENT: after the handoff",
        j -> {
          int off = index(j, "handed_off");
          j.add(off + 1, renumbered(j, j.get(off - 1), off));
        });
    plants.put(
        "AGENT_SILENT: after the close",
        j -> {
          ObjectNode spoke = first(j, "agent_spoke").deepCopy();
          long seq = last(j, "customer_wrote").get("seq").longValue() + 1;
          j.add(spoke.put("seq", seq).put("generation", 99));
        });
    plants.put("AGENT_GENERATION: spoke", j -> first(j, "agent_spoke").put("generation", 7));
    plants.put("AGENT_GENERATION: asked", j -> first(j, "agent_asked").put("generation", 7));
    plants.put("AGENT_ASKED: another", j -> first(j, "agent_spoke").put("request", "req_x"));
    plants.put("AGENT_ASKED: none", j -> first(j, "agent_spoke").remove("request"));
    plants.put(
        "AGENT_ASKED: while an operator owns",
        j ->
            j.add(
                index(j, "operator_replied") + 1,
                first(j, "agent_asked").deepCopy().put("request", "req_x").put("generation", 3)));
    plants.put("GENERATION_STEP: jumps", j -> first(j, "operator_took_over").put("generation", 9));
    plants.put("GENERATION_STEP: stands", j -> last(j, "handed_back").put("generation", 5));
    plants.put(
        "ONE_TAKE_OVER: twice",
        j -> {
          int took = index(j, "operator_took_over");
          j.add(took + 1, j.get(took).deepCopy().put("key", "t9").put("operator", "opr_ben"));
        });
    plants.put("SPAN_END: by nobody", j -> first(j, "handed_back").remove("operator"));
    plants.put(
        "SPAN_END: closed by nobody", j -> first(j, "conversation_closed").remove("operator"));
    plants.put(
        "SPAN_END: reopened by the customer",
        j ->
            j.add(
                index(j, "handed_off") + 1,
                first(j, "conversation_reopened").deepCopy().put("generation", 3)));
    plants.put(
        "OWNER_REPLIES: a colleague", j -> first(j, "operator_replied").put("operator", "x"));
    plants.put("LAST_WORDS: none", j -> first(j, "handed_off", -1).put("kind", "answer"));
    plants.put("KEY_ONCE: customer", j -> last(j, "customer_wrote").put("key", "k1"));
    plants.put("KEY_ONCE: operator", j -> last(j, "handed_back").put("key", "t1"));
    plants.put("ASKED_ONCE: twice", j -> first(j, "agent_spoke").put("kind", "question"));
    plants.put("RATES_AN_ANSWER: own", j -> first(j, "answer_rated").put("seq", 1));
    plants.put("REQUEST_MADE: not asked", j -> j.remove(index(j, "agent_asked")));
    plants.put(
        "REQUEST_MADE: twice", j -> last(j, "agent_asked").put("request", requestOfFirst(j)));
    plants.put("REQUEST_MADE: for less", j -> last(j, "agent_asked").put("upToSeq", 1));
    return plants;
  }

  private static long counted(CheckReport report, Rule rule) {
    return switch (rule) {
      case RECORDS_DENSE, MESSAGES_DENSE -> report.seqGaps();
      case AGENT_SILENT -> report.agentMessagesInHumanSpans();
      case AGENT_GENERATION, AGENT_ASKED, GENERATION_STEP, ONE_TAKE_OVER ->
          report.generationFaults();
      case SPAN_END, OWNER_REPLIES, LAST_WORDS -> report.spanFaults();
      case KEY_ONCE -> report.doubledKeys();
      case ASKED_ONCE -> report.doubledQuestions();
      case RATES_AN_ANSWER -> report.strayRatings();
      case REQUEST_MADE -> report.silences();
      case READABLE -> report.unreadable();
    };
  }

  private static ObjectNode renumbered(List<ObjectNode> journal, ObjectNode spoke, int after) {
    for (ObjectNode later : journal.subList(after + 1, journal.size())) {
      if (later.has("seq")) {
        later.put("seq", later.get("seq").longValue() + 1);
      }
    }
    return spoke.deepCopy().put("seq", spoke.get("seq").longValue() + 1);
  }

  private static String requestOfFirst(List<ObjectNode> journal) {
    return first(journal, "agent_asked").get("request").textValue();
  }

  private static ObjectNode first(List<ObjectNode> journal, String type) {
    return first(journal, type, 0);
  }

  private static ObjectNode first(List<ObjectNode> journal, String type, int offset) {
    return journal.get(index(journal, type) + offset);
  }

  private static ObjectNode last(List<ObjectNode> journal, String type) {
    return journal.reversed().stream()
        .filter(node -> node.get("type").textValue().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private static int index(List<ObjectNode> journal, String type) {
    for (int i = 0; i < journal.size(); i++) {
      if (journal.get(i).get("type").textValue().equals(type)) {
        return i;
      }
    }
    throw new AssertionError("no " + type);
  }

  /** The events as the production serializer stores them. */
  private static List<ObjectNode> trees(List<ConversationEvent> events) {
    List<ObjectNode> trees = new ArrayList<>();
    for (ConversationEvent event : events) {
      try {
        trees.add((ObjectNode) CBOR.readTree(PRODUCTION.serialize(event).get()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return trees;
  }

  private static void feed(JournalChecker checker, String persistenceId, List<ObjectNode> journal) {
    for (int i = 0; i < journal.size(); i++) {
      checker.next(persistenceId, i + 1L, bytes(journal.get(i)));
    }
  }

  private static byte[] bytes(ObjectNode tree) {
    try {
      return CBOR.writeValueAsBytes(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
