package dev.baton.conversation;

import static dev.baton.conversation.ConversationSamples.ANNA;
import static dev.baton.conversation.ConversationSamples.NOON;
import static dev.baton.conversation.ConversationSamples.OPENING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.SerializerWithStringManifest;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.baton.conversation.ConversationEvent.AgentAsked;
import dev.baton.conversation.ConversationEvent.AgentSpoke;
import dev.baton.conversation.ConversationEvent.NoteAdded;
import dev.baton.handoff.HandoffReason;
import dev.baton.handoff.PersonQuestion;
import dev.baton.identity.RequestId;
import dev.baton.inboxview.InboxEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What is in the journal stays readable for ever: every form ever written has golden bytes under
 * {@code src/test/resources/events}, with the same as JSON beside it. The files are added, never
 * edited; {@code -Dbaton.golden=write} writes those that are missing.
 */
class ConversationEventsOnDiskTest {
  private static final Path GOLDEN = Path.of("src/test/resources/events");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final CBORMapper CBOR = new CBORMapper();
  private static final ActorTestKit KIT = ActorTestKit.create("on-disk");
  private static final Serialization PRODUCTION =
      SerializationExtension.get(KIT.system().classicSystem());

  @BeforeAll
  static void writeWhatIsMissing() throws IOException {
    if (!"write".equals(System.getProperty("baton.golden"))) {
      return;
    }
    for (Object sample : samples()) {
      Path file = GOLDEN.resolve(newest(sample) + ".cbor");
      if (!Files.exists(file)) {
        byte[] bytes = PRODUCTION.serialize(sample).get();
        Files.write(file, bytes);
        Files.writeString(
            GOLDEN.resolve(newest(sample) + ".json"),
            JSON.writerWithDefaultPrettyPrinter().writeValueAsString(CBOR.readTree(bytes)) + "\n");
      }
    }
  }

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  @TestFactory
  Stream<DynamicTest> goldenBytesAreReadAsWhatTheyWere() {
    return samples().stream()
        .map(sample ->
            dynamicTest(
                name(sample), () -> assertThat(read(golden(sample), sample)).isEqualTo(sample)));
  }

  @TestFactory
  Stream<DynamicTest> eventsOfTheFirstReleaseAreRead() {
    return ConversationSamples.oneOfEach().stream()
        .filter(sample -> Files.exists(GOLDEN.resolve(name(sample) + "-1.cbor")))
        .map(sample ->
            dynamicTest(
                name(sample),
                () -> {
                  byte[] stored = Files.readAllBytes(GOLDEN.resolve(name(sample) + "-1.cbor"));
                  Object expected =
                      sample instanceof AgentAsked asked
                          ? new AgentAsked(
                              asked.request(),
                              asked.generation(),
                              asked.upToSeq(),
                              AgentAsked.Cause.NOT_RECORDED,
                              asked.at())
                          : sample;
                  assertThat(read(stored, sample, "")).isEqualTo(expected);
                }));
  }

  @Test
  void aSnapshotFromBeforeTheAgentAskedIsRead() throws IOException {
    byte[] stored = Files.readAllBytes(GOLDEN.resolve("stored_conversation-1.cbor"));

    ConversationState state = ((StoredConversation) read(stored, snapshot())).state();

    assertThat(state.personQuestion()).isEqualTo(PersonQuestion.NOT_ASKED);
    assertThat(state.answers()).isEmpty();
    assertThat(state.lastSeq()).isEqualTo(4);
  }

  @TestFactory
  Stream<DynamicTest> todayTheSameBytesAreWritten() {
    return samples().stream()
        .map(sample ->
            dynamicTest(
                name(sample),
                () -> assertThat(PRODUCTION.serialize(sample).get()).isEqualTo(golden(sample))));
  }

  @TestFactory
  Stream<DynamicTest> theReadableFileSaysTheSame() {
    return samples().stream()
        .map(sample ->
            dynamicTest(
                name(sample),
                () -> {
                  JsonNode readable =
                      JSON.readTree(GOLDEN.resolve(newest(sample) + ".json").toFile());
                  JsonNode stored = JSON.readTree(CBOR.readTree(golden(sample)).toString());
                  assertThat(stored).isEqualTo(readable);
                }));
  }

  @TestFactory
  Stream<DynamicTest> fieldsOfALaterReleaseAreIgnored() {
    return samples().stream()
        .map(sample ->
            dynamicTest(
                name(sample),
                () -> {
                  ObjectNode tree = (ObjectNode) CBOR.readTree(golden(sample));
                  tree.put("addedLater", "x").putObject("addedDeep").put("y", 1);
                  assertThat(read(CBOR.writeValueAsBytes(tree), sample)).isEqualTo(sample);
                }));
  }

  @TestFactory
  Stream<DynamicTest> noClassNameReachesTheDisk() {
    return samples().stream()
        .map(sample ->
            dynamicTest(
                name(sample),
                () -> {
                  String stored = new String(golden(sample), StandardCharsets.ISO_8859_1);
                  assertThat(stored).doesNotContain("dev.baton", sample.getClass().getSimpleName());
                  assertThat(serializer(sample).manifest(sample)).matches("(#[0-9]+)?");
                }));
  }

  @Test
  void everyTypeOfEventHasGoldenBytes() {
    List<String> types =
        Arrays.stream(ConversationEvent.class.getAnnotation(JsonSubTypes.class).value())
            .map(JsonSubTypes.Type::name)
            .toList();

    assertThat(ConversationEvent.class.getPermittedSubclasses()).hasSameSizeAs(types);
    assertThat(ConversationSamples.oneOfEach())
        .allSatisfy(event -> assertThat(GOLDEN.resolve(newest(event) + ".cbor")).exists())
        .allSatisfy(event -> assertThat(GOLDEN.resolve(newest(event) + ".json")).exists());
    assertThat(ConversationSamples.oneOfEach().stream().map(Object::getClass))
        .containsExactlyInAnyOrder(ConversationEvent.class.getPermittedSubclasses());
  }

  @Test
  void optionalFieldsAreLeftOutWhenThereIsNothingToSay() throws IOException {
    ConversationEvent event =
        new ConversationEvent.HandedOff(2, HandoffReason.NO_SOURCES, "?", null, NOON);

    byte[] bytes = PRODUCTION.serialize(event).get();

    assertThat(CBOR.readTree(bytes).fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("type", "generation", "reason", "question", "at");
    assertThat(read(bytes, event)).isEqualTo(event);
  }

  @Test
  void theIdentifiersOfTheSerializersNeverChange() {
    assertThat(serializer(ConversationSamples.oneOfEach().getFirst()).identifier()).isEqualTo(7301);
    assertThat(serializer(snapshot()).identifier()).isEqualTo(7302);
    assertThat(KIT.system().settings().config().getBoolean("akka.actor.allow-java-serialization"))
        .isFalse();
  }

  private static List<Object> samples() {
    List<Object> samples = new ArrayList<>(ConversationSamples.oneOfEach());
    samples.add(ConversationSamples.asksWhetherAPersonIsWanted());
    samples.add(snapshot());
    return samples;
  }

  private static StoredConversation snapshot() {
    return new StoredConversation(
        OPENING,
        "operator",
        ANNA.id(),
        ANNA.name(),
        NOON,
        3,
        1,
        4,
        9,
        Map.of("c/k-1", new Receipt("c2FtZQ", 1, 1, NOON)),
        new PendingAnswer(new RequestId("req_2"), 3, 4, NOON, true),
        new PendingAnswer(new RequestId("req_1"), 1, 1, NOON, false),
        List.of("How do I dim it?"),
        PersonQuestion.JUST_ASKED,
        List.of(2L),
        new InboxEntry.LastLine(4, "operator", "Anna", "Hello.", NOON),
        HandoffReason.LOW_CONFIDENCE,
        NOON,
        NOON,
        NOON.plusMillis(250));
  }

  private static byte[] golden(Object sample) throws IOException {
    return Files.readAllBytes(GOLDEN.resolve(newest(sample) + ".cbor"));
  }

  private static Object read(byte[] bytes, Object sample) {
    return read(bytes, sample, serializer(sample).manifest(sample));
  }

  private static Object read(byte[] bytes, Object sample, String manifest) {
    return PRODUCTION.deserialize(bytes, serializer(sample).identifier(), manifest).get();
  }

  /** The file of its newest form: the type's name, and the version in which that form began. */
  private static String newest(Object sample) {
    return name(sample)
        + switch (sample) {
          case AgentAsked asked -> "-2";
          case NoteAdded note -> "-2";
          case AgentSpoke spoke when spoke.kind() == AgentSpoke.Kind.QUESTION -> "-3";
          case ConversationEvent.AnswerRated rated -> "-3";
          case StoredConversation snapshot -> "-2";
          default -> "-1";
        };
  }

  private static SerializerWithStringManifest serializer(Object sample) {
    return (SerializerWithStringManifest) PRODUCTION.findSerializerFor(sample);
  }

  private static String name(Object sample) {
    return sample instanceof StoredConversation
        ? "stored_conversation"
        : Arrays.stream(ConversationEvent.class.getAnnotation(JsonSubTypes.class).value())
            .filter(type -> type.value() == sample.getClass())
            .findFirst()
            .orElseThrow()
            .name();
  }
}
