package dev.baton.http.socket;

import akka.util.ByteString;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Frames as clients send them: masked, whole or in parts, right or wrong. */
final class ClientFrames {
  private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

  private ClientFrames() {}

  static byte[] text(String text) {
    return frame(0x81, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The first byte holds the last-of-message bit, the reserved bits and the opcode. */
  static byte[] frame(int first, byte[] payload) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(first);
    if (payload.length < 126) {
      bytes.write(0x80 | payload.length);
    } else if (payload.length < 65_536) {
      bytes.write(0x80 | 126);
      bytes.write(payload.length >> 8);
      bytes.write(payload.length);
    } else {
      bytes.write(0x80 | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        bytes.write((int) ((long) payload.length >> shift));
      }
    }
    bytes.writeBytes(MASK);
    for (int i = 0; i < payload.length; i++) {
      bytes.write(payload[i] ^ MASK[i % 4]);
    }
    return bytes.toByteArray();
  }

  static byte[] unmasked(int first, byte[] payload) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(first);
    bytes.write(payload.length);
    bytes.writeBytes(payload);
    return bytes.toByteArray();
  }

  static byte[] all(byte[]... frames) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] frame : frames) {
      bytes.writeBytes(frame);
    }
    return bytes.toByteArray();
  }

  static ByteString bytes(byte[] frame) {
    return ByteString.fromArray(frame);
  }
}
