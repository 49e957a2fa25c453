package dev.baton.http.fetch;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * An address that may be asked for, as far as its text shows: http or https, a host, a port,
 * nothing that two parsers could read differently. Where the host leads is checked afterwards.
 */
record FetchTarget(boolean secure, String host, int port, String pathAndQuery) {
  private static final int CHARACTERS_MAX = 2_000;

  static Optional<FetchTarget> of(String url) {
    if (url.length() > CHARACTERS_MAX
        || !url.chars().allMatch(c -> c > 0x20 && c != '\\' && c != 0x7f)) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(url).parseServerAuthority();
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      boolean secure = scheme.equals("https");
      if (!(secure || scheme.equals("http"))
          || uri.getHost() == null
          || uri.getRawUserInfo() != null) {
        return Optional.empty();
      }
      String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      int standard = secure ? 443 : 80;
      int port = uri.getPort() < 0 ? standard : uri.getPort();
      String host = IDN.toASCII(uri.getHost().toLowerCase(Locale.ROOT));
      return host.isEmpty()
          ? Optional.empty()
          : Optional.of(new FetchTarget(secure, host, port, path + query));
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Where a redirect leads, seen from here. */
  Optional<FetchTarget> redirectedTo(String location) {
    try {
      return of(new URI(url()).resolve(new URI(location)).toString());
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  String url() {
    int standard = secure ? 443 : 80;
    return (secure ? "https://" : "http://")
        + host
        + (port == standard ? "" : ":" + port)
        + pathAndQuery;
  }

  /** As it stands in an allow-list: {@code host:port}. */
  String authority() {
    return host + ":" + port;
  }
}
