package dev.baton.load.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.baton.load.record.Keys;
import dev.baton.load.record.Side;
import dev.baton.load.record.Talk;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FramesTest {
  private static final Path FIXTURES = Path.of("../../http-api/protocol/fixtures");

  private final Keys keys = new Keys("r1");
  private final FrameReader reader = new FrameReader(keys);
  private final Told told = new Told();

  static List<Path> framesToClients() throws IOException {
    try (Stream<Path> files = Files.list(FIXTURES)) {
      return files.filter(file -> file.toString().contains(".to-client.")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("framesToClients")
  void everyFrameOfTheProtocolIsRead(Path fixture) throws IOException {
    read(Files.readString(fixture));

    boolean needed =
        fixture
            .toString()
            .matches(
                ".*[.](welcome|messages|timeline|accepted|refused|typing|thinking|problem)[.]json");
    assertThat(told.all.isEmpty()).isEqualTo(!needed);
  }

  @Test
  void aCustomersMessagesAreTold() throws IOException {
    read(
        """
        {"kind":"messages","messages":[
          {"seq":4,"author":{"kind":"customer"},"text":"r1-c0-7 words","key":"r1-c0-7"},
          {"seq":5,"author":{"kind":"agent"},"text":"Hello","citations":[{"number":1}]}]}\
        """);

    assertThat(told.all).containsExactly("message 4 r1-c0-7 r1-c0-7", "message 5 none none");
  }

  @Test
  void aTimelineIsToldWithItsConversation() throws IOException {
    read(
        """
        {"kind":"timeline","conversation":"cnv_1","entries":[
          {"rev":8,"kind":"taken_over","operator":{"id":"opr_1"}},
          {"rev":9,"kind":"message","message":{"seq":5,"text":"r1-o0-0 words","key":"r1-o0-0"}}]}\
        """);

    assertThat(told.all)
        .containsExactly("entry cnv_1 8 0 none none", "entry cnv_1 9 5 r1-o0-0 r1-o0-0");
  }

  @Test
  void fieldsComeInAnyOrder() throws IOException {
    read("{\"entries\":[{\"rev\":8}],\"conversation\":\"cnv_1\",\"kind\":\"timeline\"}");

    assertThat(told.all).containsExactly("entry cnv_1 8 0 none none");
  }

  @Test
  void outcomesAreTold() throws IOException {
    read("{\"kind\":\"accepted\",\"key\":\"r1-c0-7\",\"seq\":12}");
    read(
        "{\"kind\":\"refused\",\"conversation\":\"cnv_1\",\"key\":\"r1-o0-1\",\"problem\":"
            + "{\"status\":503,\"code\":\"overloaded\",\"detail\":\"Later.\",\"limit\":[1]}}");

    assertThat(told.all)
        .containsExactly("accepted r1-c0-7 12", "refused r1-o0-1 503 overloaded: Later.");
  }

  @Test
  void rowsAreReadWhereSomebodyLooksAtThem() throws IOException {
    String frame =
        "{\"kind\":\"entries\",\"entries\":[{\"conversation\":\"cnv_1\",\"rev\":3,"
            + "\"owner\":\"queue\",\"generation\":2,\"lastLine\":{\"seq\":1}}]}";

    read(frame);
    told.wantsRows = true;
    read(frame);

    assertThat(told.all).containsExactly("row cnv_1 3 queue 2");
  }

  @Test
  void whatIsNoFrameIsSaid() {
    assertThatThrownBy(() -> read("nonsense")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> read("[]")).isInstanceOf(IOException.class);
    assertThat(told.all).isEmpty();
  }

  @Test
  void aFrameLargerThanAllBeforeIsRead() throws IOException {
    read(
        "{\"kind\":\"messages\",\"more\":\""
            + "x".repeat(100_000)
            + "\",\"messages\":[{\"seq\":1}]}");

    assertThat(told.all).containsExactly("message 1 none none");
  }

  @Test
  void longMessagesAreAsLongAsTheProtocolAllows() throws IOException {
    FrameWriter writer = new FrameWriter(keys, 60, 5);
    Talk last = new Talk(1_000_000, "cnv_1", "token", 0, 0);

    long code = Keys.code(last.index(), Side.CUSTOMER, 1_000_000);
    JsonNode frame = json(writer.say(UnpooledByteBufAllocator.DEFAULT, last, code));

    assertThat(frame.path("text").asText())
        .isEqualTo(writer.text(code))
        .hasSizeBetween(7_800, 8_000);
    assertThat(writer.text(Keys.code(4, Side.CUSTOMER, 0))).hasSizeLessThan(70);
    assertThat(writer.text(Keys.code(5, Side.CUSTOMER, 0))).hasSizeGreaterThan(7_800);
  }

  @Test
  void messagesAreWrittenAsTheProtocolAsks() throws IOException {
    FrameWriter writer = new FrameWriter(keys, 60);
    Talk talk = new Talk(0, "cnv_1", "token", 0, 0);

    long send = Keys.code(0, Side.CUSTOMER, 7);
    assertThat(json(writer.say(UnpooledByteBufAllocator.DEFAULT, talk, send)))
        .hasToString(
            "{\"kind\":\"send\",\"key\":\"r1-c0-7\",\"text\":\"" + writer.text(send) + "\"}");
    long reply = Keys.code(0, Side.OPERATOR, 7);
    assertThat(json(writer.say(UnpooledByteBufAllocator.DEFAULT, talk, reply)))
        .hasToString(
            "{\"kind\":\"reply\",\"conversation\":\"cnv_1\",\"key\":\"r1-o0-7\",\"text\":\""
                + writer.text(reply)
                + "\"}");
    assertThat(writer.text(send)).hasSizeBetween(55, 62);
    assertThat(FrameWriter.watch(List.of("waiting", "mine")))
        .isEqualTo("{\"kind\":\"watch\",\"views\":[\"waiting\",\"mine\"]}");
  }

  private static JsonNode json(ByteBuf frame) throws IOException {
    return new JsonMapper().readTree(frame.toString(StandardCharsets.UTF_8));
  }

  private void read(String frame) throws IOException {
    reader.read(Unpooled.copiedBuffer(frame, StandardCharsets.UTF_8), told);
  }

  /** Writes down what it is told. */
  private final class Told implements FrameSink {
    private final List<String> all = new ArrayList<>();
    private boolean wantsRows;

    private String key(long code) {
      return code == Keys.NONE ? "none" : keys.key(code);
    }

    @Override
    public void welcome(long lastSeq) {
      all.add("welcome " + lastSeq);
    }

    @Override
    public void message(Heard heard) {
      all.add("message " + heard.seq() + " " + key(heard.textCode()) + " " + key(heard.keyCode()));
    }

    @Override
    public void entry(String conversation, Heard heard) {
      all.add(
          "entry "
              + conversation
              + " "
              + heard.rev()
              + " "
              + heard.seq()
              + " "
              + key(heard.textCode())
              + " "
              + key(heard.keyCode()));
    }

    @Override
    public void row(Row row) {
      all.add(
          "row "
              + row.conversation()
              + " "
              + row.rev()
              + " "
              + row.owner()
              + " "
              + row.generation());
    }

    @Override
    public void thinking(boolean on) {
      all.add("thinking " + on);
    }

    @Override
    public void accepted(long code, long seq) {
      all.add("accepted " + key(code) + " " + seq);
    }

    @Override
    public void refused(long code, Problem problem) {
      all.add("refused " + key(code) + " " + problem);
    }

    @Override
    public void typing() {
      all.add("typing");
    }

    @Override
    public void problem(Problem problem) {
      all.add("problem " + problem);
    }

    @Override
    public boolean wantsRows() {
      return wantsRows;
    }
  }
}
