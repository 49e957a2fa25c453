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

  /** With the longest key, no longer than a message may be. */
  private static final int LONG_LETTERS = 7_900;

  /** Each takes three bytes: a message is long by its letters, and three times so on the wire. */
  private static final String LARGE = "\u20ac";

  private final int longFrom;
  private final byte[] usual;
  private final byte[] large;

  /**
   * For messages of about that length.
   *
   * @param letters in a text, at the least those of its key
   */
  public FrameWriter(Keys keys, int letters) {
    this(keys, letters, Integer.MAX_VALUE);
  }

  /**
   * For messages of about that length, and very long ones.
   *
   * @param letters in a text, at the least those of its key
   * @param longFrom the first conversation in which they are about as long as they may be
   */
  public FrameWriter(Keys keys, int letters, int longFrom) {
    this.keys = keys;
    this.longFrom = longFrom;
    this.usual = filler(letters);
    this.large = filler(LARGE, LONG_LETTERS);
  }

  private byte[] filler(int letters) {
    return filler(WORDS, letters);
  }

  private byte[] filler(String words, int letters) {
    int longest = keys.key(Keys.code(0, Side.CUSTOMER, 0)).length();
    return (" " + words.repeat(letters / words.length() + 1))
        .substring(0, Math.max(2, letters - longest))
        .stripTrailing()
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] filler(long code) {
    return Keys.talk(code) < longFrom ? usual : large;
  }

  /** The text of a message. */
  public String text(long code) {
    return keys.key(code) + new String(filler(code), StandardCharsets.UTF_8);
  }

  /** The frame that says it. */
  public ByteBuf say(ByteBufAllocator memory, Talk talk, long code) {
    byte[] fillerBytes = filler(code);
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
