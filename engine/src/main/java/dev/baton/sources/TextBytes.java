package dev.baton.sources;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Bytes as text: by their byte order mark, else strictly as UTF-8, else, only where old office
 * programs write it, as windows-1252. Never a guess that shows broken letters.
 */
final class TextBytes {
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private TextBytes() {}

  static boolean hasUnicodeMark(byte[] bytes) {
    return starts(bytes, 0xEF, 0xBB, 0xBF)
        || starts(bytes, 0xFE, 0xFF)
        || starts(bytes, 0xFF, 0xFE);
  }

  static Optional<String> decoded(byte[] bytes, boolean windowsAllowed) {
    Optional<String> text;
    if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
      text = strictly(bytes, 3, StandardCharsets.UTF_8);
    } else if (starts(bytes, 0xFE, 0xFF)) {
      text = strictly(bytes, 2, StandardCharsets.UTF_16BE);
    } else if (starts(bytes, 0xFF, 0xFE)) {
      text = strictly(bytes, 2, StandardCharsets.UTF_16LE);
    } else {
      text = strictly(bytes, 0, StandardCharsets.UTF_8);
      if (text.isEmpty() && windowsAllowed) {
        text = strictly(bytes, 0, WINDOWS);
      }
    }
    return text.filter(decoded -> decoded.indexOf('\0') < 0);
  }

  private static Optional<String> strictly(byte[] bytes, int from, Charset charset) {
    try {
      return Optional.of(
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static boolean starts(byte[] bytes, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
