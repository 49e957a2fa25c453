package dev.baton.sources;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What kind of document a source is. The first bytes decide, then the name: a program that calls
 * itself {@code .pdf} is not a PDF.
 */
public enum SourceFormat {
  PDF,
  HTML,
  MARKDOWN,
  PLAIN_TEXT,
  QUESTIONS_AND_ANSWERS;

  private static final int LOOKED_AT = 1024;

  /**
   * The format of some content; empty when Baton cannot read it.
   *
   * @param name a file name or the path of an address
   * @param contentType as a web server gave it
   */
  public static Optional<SourceFormat> of(
      byte[] content, @Nullable String name, @Nullable String contentType) {
    String start = start(content);
    if (start.contains("%PDF-")) {
      return Optional.of(PDF);
    }
    String lower = name == null ? "" : name.toLowerCase(Locale.ROOT);
    boolean unicode = TextBytes.hasUnicodeMark(content);
    if (lower.endsWith(".pdf") || (!unicode && isBinary(content))) {
      return Optional.empty();
    }
    return Optional.of(ofText(start, lower, contentType == null ? "" : contentType));
  }

  private static SourceFormat ofText(String start, String name, String contentType) {
    String type = contentType.toLowerCase(Locale.ROOT);
    String head = start.stripLeading().toLowerCase(Locale.ROOT);
    if (head.startsWith("\u00ef\u00bb\u00bf")) {
      head = head.substring(3).stripLeading();
    }
    boolean looksLikeHtml =
        head.startsWith("<!doctype html") || head.startsWith("<html") || head.startsWith("<head");
    if (looksLikeHtml || name.matches(".*\\.x?html?") || type.startsWith("text/html")) {
      return HTML;
    }
    if (name.endsWith(".md") || name.endsWith(".markdown") || type.startsWith("text/markdown")) {
      return MARKDOWN;
    }
    return name.endsWith(".csv") || type.startsWith("text/csv")
        ? QUESTIONS_AND_ANSWERS
        : PLAIN_TEXT;
  }

  /** Bytes that no text has: NUL and most control characters. */
  private static boolean isBinary(byte[] content) {
    int looked = Math.min(content.length, LOOKED_AT * 8);
    for (int i = 0; i < looked; i++) {
      int b = content[i];
      if (b >= 0 && b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1b) {
        return true;
      }
    }
    return false;
  }

  private static String start(byte[] content) {
    int looked = Math.min(content.length, LOOKED_AT);
    return new String(content, 0, looked, StandardCharsets.ISO_8859_1);
  }
}
