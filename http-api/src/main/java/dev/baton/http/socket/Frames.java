package dev.baton.http.socket;

import akka.util.ByteString;
import akka.util.ByteStringBuilder;
import java.nio.charset.StandardCharsets;

/** Frames of a server as bytes: RFC 6455 section 5.2, never masked, never in parts. */
final class Frames {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  /** Longest payload of a control frame, in bytes. */
  static final int CONTROL_MAX = 125;

  static final int LENGTH_OF_16_BITS = 126;
  static final int LENGTH_OF_64_BITS = 127;

  private static final int LAST = 0x80;

  private Frames() {}

  static ByteString text(String text) {
    return frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  static ByteString close(CloseCode code) {
    return frame(CLOSE, new byte[] {(byte) (code.number() >> 8), (byte) code.number()});
  }

  static ByteString frame(int opcode, byte[] payload) {
    int length = payload.length;
    ByteStringBuilder bytes = ByteString.createBuilder();
    bytes.sizeHint(length + 10);
    bytes.putByte((byte) (LAST | opcode));
    if (length <= CONTROL_MAX) {
      bytes.putByte((byte) length);
    } else if (length <= 0xFFFF) {
      bytes.putByte((byte) LENGTH_OF_16_BITS).putByte((byte) (length >> 8)).putByte((byte) length);
    } else {
      bytes.putByte((byte) LENGTH_OF_64_BITS).putLong(length, java.nio.ByteOrder.BIG_ENDIAN);
    }
    return bytes.putBytes(payload).result();
  }
}
