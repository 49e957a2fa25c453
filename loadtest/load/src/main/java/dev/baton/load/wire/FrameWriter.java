package dev.baton.load.wire;

import dev.baton.load.record.Keys;
import dev.baton.load.record.Side;
import dev.baton.load.record.Talk;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/** Writes the frames of customers and operators. For many threads. */
public final class FrameWriter {
  private static final String WORDS =
      "I have read the page about it twice and still do not see where the invoice is kept. ";
  private static final int FRAME_ROOM = 160;

  private final Keys keys;
  private final String filler;
  private final byte[] fillerBytes;

  /**
   * For messages of about that length.
   *
   * @param letters in a text, at the least those of its key
   */
  public FrameWriter(Keys keys, int letters) {
    this.keys = keys;
    int longest = keys.key(Keys.code(0, Side.CUSTOMER, 0)).length();
    this.filler =
        (" " + WORDS.repeat(letters / WORDS.length() + 1))
            .substring(0, Math.max(2, letters - longest))
            .stripTrailing();
    this.fillerBytes = filler.getBytes(StandardCharsets.US_ASCII);
  }

  /** The text of a message. */
  public String text(long code) {
    return keys.key(code) + filler;
  }

  /** The frame that says it. */
  public ByteBuf say(ByteBufAllocator memory, Talk talk, long code) {
    ByteBuf frame = memory.buffer(FRAME_ROOM + fillerBytes.length);
    if (Keys.side(code) == Side.CUSTOMER) {
      ascii(frame, "{\"kind\":\"send\",\"key\":\"");
    } else {
      ascii(frame, "{\"kind\":\"reply\",\"conversation\":\"");
      ascii(frame, talk.conversation());
      ascii(frame, "\",\"key\":\"");
    }
    keys.write(code, frame::writeByte);
    ascii(frame, "\",\"text\":\"");
    keys.write(code, frame::writeByte);
    frame.writeBytes(fillerBytes);
    ascii(frame, "\"}");
    return frame;
  }

  /** The customer's first frame. */
  public static String hello(String token, long after) {
    return "{\"kind\":\"hello\",\"token\":\"" + token + "\",\"after\":" + after + "}";
  }

  public static String follow(String conversation, long after) {
    return "{\"kind\":\"follow\",\"conversation\":\""
        + conversation
        + "\",\"after\":"
        + after
        + "}";
  }

  /** The lists that an operator's socket is told of. */
  public static String watch(Iterable<String> views) {
    return "{\"kind\":\"watch\",\"views\":[\"" + String.join("\",\"", views) + "\"]}";
  }

  /** An operator types. */
  public static String typing(String conversation) {
    return "{\"kind\":\"typing\",\"conversation\":\"" + conversation + "\"}";
  }

  private static void ascii(ByteBuf to, String text) {
    ByteBufUtil.writeAscii(to, text);
  }
}
