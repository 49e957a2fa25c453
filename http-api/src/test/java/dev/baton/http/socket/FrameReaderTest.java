package dev.baton.http.socket;

import static dev.baton.http.socket.ClientFrames.all;
import static dev.baton.http.socket.ClientFrames.bytes;
import static dev.baton.http.socket.ClientFrames.frame;
import static dev.baton.http.socket.ClientFrames.text;
import static dev.baton.http.socket.ClientFrames.unmasked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
  private static final int MOST = 70_000;

  private final FrameReader reader = new FrameReader(MOST);

  @Test
  void theExampleOfTheSpecificationIsRead() throws ProtocolViolation {
    // RFC 6455 section 5.7: a single-frame masked text message.
    byte[] hello = {
      (byte) 0x81, (byte) 0x85, 0x37, (byte) 0xfa, 0x21, 0x3d, 0x7f, (byte) 0x9f, 0x4d, 0x51, 0x58
    };
    reader.add(bytes(hello));

    FrameReader.Frame frame = Objects.requireNonNull(reader.next());

    assertThat(new String(frame.payload(), StandardCharsets.US_ASCII)).isEqualTo("Hello");
    assertThat(frame.last()).isTrue();
    assertThat(reader.next()).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, MOST})
  void everyLengthIsReadWhole(int length) throws ProtocolViolation {
    byte[] payload = new byte[length];
    Arrays.setAll(new Object[length], i -> payload[i] = (byte) i);
    reader.add(bytes(frame(0x82, payload)));

    assertThat(Objects.requireNonNull(reader.next()).payload()).isEqualTo(payload);
  }

  @Test
  void whereverTheBytesAreCutTheFramesAreTheSame() throws ProtocolViolation {
    byte[] sent =
        all(text("one"), frame(0x89, new byte[] {1}), text("x".repeat(300)), text("größer"));
    for (int cut = 0; cut <= sent.length; cut++) {
      FrameReader inParts = new FrameReader(MOST);
      List<String> read = new ArrayList<>();
      for (byte[] part :
          List.of(Arrays.copyOf(sent, cut), Arrays.copyOfRange(sent, cut, sent.length))) {
        inParts.add(bytes(part));
        for (FrameReader.Frame f = inParts.next(); f != null; f = inParts.next()) {
          read.add(f.opcode() + new String(f.payload(), StandardCharsets.UTF_8));
        }
      }
      assertThat(read)
          .as("cut at %d", cut)
          .containsExactly("1one", "9\u0001", "1" + "x".repeat(300), "1größer");
    }
  }

  @Test
  void byteForByteTheyAreTheSameToo() throws ProtocolViolation {
    byte[] sent = all(text("one"), text("two"));
    List<String> read = new ArrayList<>();
    for (byte one : sent) {
      reader.add(bytes(new byte[] {one}));
      FrameReader.Frame frame = reader.next();
      if (frame != null) {
        read.add(new String(frame.payload(), StandardCharsets.UTF_8));
      }
    }
    assertThat(read).containsExactly("one", "two");
  }

  @Test
  void whatIsTooLongIsRefusedByItsHeader() {
    byte[] whole = frame(0x81, new byte[MOST + 1]);
    reader.add(bytes(Arrays.copyOf(whole, 10)));

    assertThatExceptionOfType(ProtocolViolation.class)
        .isThrownBy(reader::next)
        .extracting(ProtocolViolation::code)
        .isEqualTo(CloseCode.TOO_LARGE);
  }

  @Test
  void aLengthBeyondCountingIsRefused() {
    byte[] header = new byte[10];
    header[0] = (byte) 0x81;
    header[1] = (byte) 0xFF;
    header[2] = (byte) 0x80;
    reader.add(bytes(header));

    assertThatExceptionOfType(ProtocolViolation.class).isThrownBy(reader::next);
  }

  @Test
  void whatTheProtocolForbidsIsRefused() {
    byte[] one = {1};
    List<byte[]> wrong =
        List.of(
            unmasked(0x81, one),
            frame(0xC1, one),
            frame(0x83, one),
            frame(0x8B, one),
            frame(0x09, one),
            frame(0x89, new byte[126]));
    for (byte[] frame : wrong) {
      FrameReader fresh = new FrameReader(MOST);
      fresh.add(bytes(frame));
      assertThatExceptionOfType(ProtocolViolation.class)
          .as(Arrays.toString(Arrays.copyOf(frame, 2)))
          .isThrownBy(fresh::next)
          .extracting(ProtocolViolation::code)
          .isEqualTo(CloseCode.PROTOCOL);
    }
  }
}
