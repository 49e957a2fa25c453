package dev.baton.sources;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Names that came from outside, made harmless: shown and compared, never used as a path. */
final class SourceNames {
  private static final int ADDRESS_CHARACTERS_MAX = 2_000;

  private SourceNames() {}

  /** The last part of a path in either style, without control characters. */
  static String fileName(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String clean = SectionBuilder.plain(last.replaceAll("\\p{Cntrl}|\\p{Cf}", ""));
    if (clean.isEmpty() || clean.equals(".") || clean.equals("..")) {
      return "unnamed";
    }
    int most = SourceLimits.NAME_CHARACTERS_MAX;
    // The ending says what it is, so a long name loses its beginning.
    return clean.length() <= most ? clean : clean.substring(clean.length() - most);
  }

  static String title(String text) {
    String clean = SectionBuilder.plain(text.replaceAll("\\p{Cntrl}|\\p{Cf}", " "));
    String named = clean.isEmpty() ? "Untitled" : clean;
    return named.length() <= SourceLimits.TITLE_CHARACTERS_MAX
        ? named
        : named.substring(0, SourceLimits.TITLE_CHARACTERS_MAX);
  }

  static String address(String url) {
    String text = url.strip();
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (text.length() <= ADDRESS_CHARACTERS_MAX
          && (scheme.equals("http") || scheme.equals("https"))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null) {
        return text;
      }
    } catch (URISyntaxException e) {
      // Refused below, like every other text that is no address.
    }
    throw new SourceRefused(
        SourceRefused.Why.INVALID, "A link is an address like https://www.example.com/help.");
  }
}
