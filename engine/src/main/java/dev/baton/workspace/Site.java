package dev.baton.workspace;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Origins (RFC 6454): scheme, host and port of a site, compared as a browser does. */
public final class Site {
  private Site() {}

  /**
   * The origin in its one written form: lower case, host in ASCII, default port left out.
   *
   * @throws InvalidSetting unless it is just {@code http(s)://host[:port]}
   */
  public static String origin(String text) {
    try {
      URI uri = new URI(text.strip());
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      String path = uri.getRawPath();
      boolean bare =
          (path == null || path.isEmpty() || path.equals("/"))
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null;
      if (uri.getHost() == null
          || uri.getRawUserInfo() != null
          || !bare
          || !(scheme.equals("https") || scheme.equals("http"))) {
        throw invalid(text);
      }
      String host = IDN.toASCII(uri.getHost().toLowerCase(Locale.ROOT));
      int standard = scheme.equals("https") ? 443 : 80;
      return scheme
          + "://"
          + host
          + (uri.getPort() < 0 || uri.getPort() == standard ? "" : ":" + uri.getPort());
    } catch (URISyntaxException e) {
      throw invalid(text);
    }
  }

  private static InvalidSetting invalid(String text) {
    return new InvalidSetting(
        "allowedSites",
        "holds origins like https://www.example.com, not " + text,
        "https://host[:port]");
  }
}
