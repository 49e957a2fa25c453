package dev.baton.http.socket;

import akka.util.ByteString;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a client's bytes into frames: RFC 6455 section 5.2. Keeps no more than one frame's bytes,
 * and refuses one that is too long by its header.
 */
final class FrameReader {
  private static final byte[] NONE = {};
  private static final int MASK_LENGTH = 4;

  private final int payloadMax;
  private byte[] bytes = NONE;
  private int from;

  /**
   * A reader.
   *
   * @param payloadMax longest payload of a frame, in bytes
   */
  FrameReader(int payloadMax) {
    this.payloadMax = payloadMax;
  }

  /** A frame as it was sent, unmasked. */
  static final class Frame {
    private final int opcode;
    private final boolean last;
    private final byte[] payload;

    private Frame(int opcode, boolean last, byte[] payload) {
      this.opcode = opcode;
      this.last = last;
      this.payload = payload;
    }

    int opcode() {
      return opcode;
    }

    /** Whether the message ends with it. */
    boolean last() {
      return last;
    }

    byte[] payload() {
      return payload;
    }

    boolean isControl() {
      return (opcode & 0x8) != 0;
    }
  }

  /** More bytes have come. */
  void add(ByteString more) {
    if (from == bytes.length) {
      bytes = more.toArrayUnsafe();
    } else {
      byte[] rest = Arrays.copyOfRange(bytes, from, bytes.length + more.size());
      more.copyToArray(rest, bytes.length - from);
      bytes = rest;
    }
    from = 0;
  }

  /** The next frame; null where it has not come whole. */
  @Nullable Frame next() throws ProtocolViolation {
    int there = bytes.length - from;
    if (there < 2) {
      return null;
    }
    int first = bytes[from];
    int second = bytes[from + 1];
    int opcode = first & 0x0F;
    boolean last = (first & 0x80) != 0;
    check((first & 0x70) == 0, "extensions were not agreed on");
    check(opcode <= Frames.BINARY || (opcode >= Frames.CLOSE && opcode <= Frames.PONG), "opcode");
    check((second & 0x80) != 0, "a client masks what it sends");
    int shortLength = second & 0x7F;
    check(opcode < Frames.CLOSE || (last && shortLength <= Frames.CONTROL_MAX), "control frame");
    int lengthBytes =
        switch (shortLength) {
          case Frames.LENGTH_OF_16_BITS -> 2;
          case Frames.LENGTH_OF_64_BITS -> 8;
          default -> 0;
        };
    int header = 2 + lengthBytes + MASK_LENGTH;
    if (there < header - MASK_LENGTH) {
      return null;
    }
    long length = lengthBytes == 0 ? shortLength : number(from + 2, lengthBytes);
    if (length < 0 || length > payloadMax) {
      throw new ProtocolViolation(CloseCode.TOO_LARGE, "a frame of " + length + " bytes");
    }
    if (there < header + length) {
      return null;
    }
    byte[] payload = unmasked(from + header, (int) length);
    from += header + (int) length;
    if (from == bytes.length) {
      bytes = NONE;
      from = 0;
    }
    return new Frame(opcode, last, payload);
  }

  private long number(int at, int count) {
    long number = 0;
    for (int i = at; i < at + count; i++) {
      number = number << 8 | (bytes[i] & 0xFF);
    }
    return number;
  }

  private byte[] unmasked(int at, int length) {
    byte[] payload = Arrays.copyOfRange(bytes, at, at + length);
    for (int i = 0; i < length; i++) {
      payload[i] ^= bytes[at - MASK_LENGTH + (i & 3)];
    }
    return payload;
  }

  private static void check(boolean right, String what) throws ProtocolViolation {
    if (!right) {
      throw new ProtocolViolation(CloseCode.PROTOCOL, what);
    }
  }
}
