package dev.baton.http.socket;

import static dev.baton.http.socket.ClientFrames.all;
import static dev.baton.http.socket.ClientFrames.bytes;
import static dev.baton.http.socket.ClientFrames.frame;
import static dev.baton.http.socket.ClientFrames.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.japi.Pair;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.stream.testkit.javadsl.TestSource;
import akka.util.ByteString;
import com.typesafe.config.ConfigFactory;
import dev.baton.http.frames.Wire;
import dev.baton.http.problem.Problem;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SocketStageTest {
  private static final ActorTestKit KIT = ActorTestKit.create("socket-stage");
  private static final int CHARACTERS = 1_000;

  private final List<Incoming> came = new CopyOnWriteArrayList<>();
  private final AtomicReference<Outgoing> outgoing = new AtomicReference<>();
  private final Pair<TestPublisher.Probe<ByteString>, TestSubscriber.Probe<ByteString>> client =
      TestSource.<ByteString>create(KIT.system())
          .via(
              Flow.fromGraph(
                  new SocketStage(
                      CHARACTERS,
                      0,
                      sending -> {
                        outgoing.set(sending);
                        return came::add;
                      })))
          .toMat(TestSink.create(KIT.system()), Keep.both())
          .run(KIT.system());

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  @Test
  void aQuietClientIsAskedBeforeItsConnectionIsGivenUp() {
    Duration idle =
        ConfigFactory.parseFile(new File("../config/application.conf"))
            .getDuration("akka.http.server.idle-timeout");

    assertThat(SocketStage.QUIET_MAX).isLessThan(idle.minusSeconds(10));
  }

  @Test
  void textComesWholeHoweverItIsSent() {
    sends(
        all(
            text("one"),
            frame(0x01, bytesOf("tw")),
            frame(0x89, bytesOf("between")),
            frame(0x80, bytesOf("o")),
            text("größer 😀")));

    await().until(() -> came.size() == 3);
    assertThat(came)
        .containsExactly(
            new Incoming.Frame("one"), new Incoming.Frame("two"), new Incoming.Frame("größer 😀"));
    assertThat(received()).isEqualTo(Frames.frame(Frames.PONG, bytesOf("between")));
  }

  @Test
  void whatWaitsIsWrittenAtOnceAndInOrder() {
    for (int n = 0; n < 3; n++) {
      outgoing().send(Wire.frame("n" + n));
    }

    assertThat(received().utf8String()).containsSubsequence("\"n0\"", "\"n1\"", "\"n2\"");
  }

  @Test
  void aClientThatDoesNotReadIsCutOff() {
    client.second().ensureSubscription();
    Outgoing sending = outgoing();
    for (int n = 0; n < Outgoing.FRAMES_MAX; n++) {
      assertThat(sending.send(Wire.frame("n"))).isTrue();
    }

    assertThat(outgoing().send(Wire.frame("one too many"))).isFalse();
    assertThat(outgoing().send(Wire.frame("and another"))).isFalse();

    assertThat(received()).isEqualTo(Frames.close(CloseCode.AGAIN_LATER));
    sends(frame(0x88, new byte[] {0x03, (byte) 0xF5}));
    client.second().expectComplete();
    await().until(() -> came.contains(new Incoming.Gone()));
  }

  @Test
  void soIsOneWhoLeavesTooManyBytesUnread() {
    client.second().ensureSubscription();
    ByteString large = Frames.text("x".repeat(Outgoing.BYTES_MAX / 3 - 100));
    for (int n = 0; n < 3; n++) {
      assertThat(outgoing().send(large)).isTrue();
    }

    assertThat(outgoing().send(large)).isFalse();

    assertThat(received()).isEqualTo(Frames.close(CloseCode.AGAIN_LATER));
  }

  @Test
  void whatGoesOnWaitsUntilTheClientHasTakenAll() {
    client.second().ensureSubscription();
    List<String> order = new java.util.concurrent.CopyOnWriteArrayList<>();
    Outgoing sending = outgoing();
    sending.whenTaken(() -> order.add("at once"));
    sending.send(Wire.frame("n"));
    sending.whenTaken(() -> order.add("later"));
    assertThat(order).containsExactly("at once");

    received();

    await().until(() -> order.equals(List.of("at once", "later")));
  }

  @Test
  void aRefusalSaysWhyThenClosesAndTheClientsCloseEndsIt() {
    outgoing().refuse(Problem.of(503, "overloaded", "Later."));

    ByteString said = received();
    assertThat(said.utf8String()).contains("overloaded");
    assertThat(said.takeRight(4)).isEqualTo(Frames.close(CloseCode.AGAIN_LATER));
    sends(frame(0x88, new byte[] {0x03, (byte) 0xF5}));
    client.second().expectComplete();
    assertThat(came).containsExactly(new Incoming.Gone());
  }

  @Test
  void theClientsCloseIsAnswered() {
    sends(frame(0x88, new byte[0]));

    assertThat(received()).isEqualTo(Frames.close(CloseCode.NORMAL));
    client.second().expectComplete();
    await().until(() -> came.equals(List.of(new Incoming.Gone())));
  }

  @Test
  void tooManyCharactersAreABadFrameInOnePieceOrInMany() {
    sends(text("ü".repeat(CHARACTERS + 1)));

    await().until(() -> !came.isEmpty());
    assertThat(came.getFirst()).isInstanceOf(Incoming.BadFrame.class);
    assertThat(((Incoming.BadFrame) came.getFirst()).problem().status()).isEqualTo(413);
  }

  @Test
  void manySmallPartsDoNotAddUpToMoreThanOneFrameMayHold() {
    sends(frame(0x01, new byte[0]));
    for (int n = 0; n < 4; n++) {
      sends(frame(0x00, "x".repeat(CHARACTERS).getBytes(StandardCharsets.UTF_8)));
    }

    await().until(() -> !came.isEmpty());
    assertThat(came.getFirst()).isInstanceOf(Incoming.BadFrame.class);
  }

  @Test
  void binaryIsABadFrame() {
    sends(frame(0x82, new byte[] {1, 2, 3}));

    await().until(() -> !came.isEmpty());
    assertThat(((Incoming.BadFrame) came.getFirst()).problem().code()).isEqualTo("malformed");
  }

  @Test
  void textThatIsNoUtf8ClosesTheSocketAndAReplacementCharacterDoesNot() {
    sends(all(text("\uFFFD"), frame(0x81, new byte[] {(byte) 0xC3, (byte) 0x28})));

    assertThat(received()).isEqualTo(Frames.close(CloseCode.NOT_UTF_8));
    assertThat(came).containsExactly(new Incoming.Frame("\uFFFD"));
  }

  @Test
  void aMessageWithinAMessageClosesTheSocket() {
    sends(all(frame(0x01, bytesOf("a")), text("b")));

    assertThat(received()).isEqualTo(Frames.close(CloseCode.PROTOCOL));
    assertThat(came).isEmpty();
  }

  @Test
  void theEndOfTheConnectionIsToldLast() {
    sends(text("one"));
    client.first().sendComplete();

    await().until(() -> came.size() == 2);
    assertThat(came).containsExactly(new Incoming.Frame("one"), new Incoming.Gone());
    assertThat(outgoing().send(Wire.frame("late"))).isFalse();
  }

  private Outgoing outgoing() {
    await().until(() -> outgoing.get() != null);
    return Objects.requireNonNull(outgoing.get());
  }

  private void sends(byte[] frames) {
    client.first().sendNext(bytes(frames));
  }

  private ByteString received() {
    client.second().request(1);
    return client.second().expectNext();
  }

  private static byte[] bytesOf(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
