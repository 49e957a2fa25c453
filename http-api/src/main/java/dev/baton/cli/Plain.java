package dev.baton.cli;

import java.util.regex.Pattern;

/**
 * Text for a terminal: what came from a server or a document must not steer it with control
 * characters.
 */
final class Plain {
  private static final Pattern CONTROLS =
      Pattern.compile("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069&&[^\\n\\t]]");
  private static final Pattern BREAKS = Pattern.compile("\\s*\\R\\s*");

  private Plain() {}

  /** Keeps line breaks. */
  static String text(String text) {
    return CONTROLS.matcher(text).replaceAll("");
  }

  /** On one line. */
  static String line(String text) {
    return text(BREAKS.matcher(text.strip()).replaceAll(" "));
  }
}
