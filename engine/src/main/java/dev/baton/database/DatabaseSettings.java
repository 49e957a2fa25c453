package dev.baton.database;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where the database is and how to get in.
 *
 * @param url a JDBC address without user and password
 * @param where host, port and name, fit for messages
 * @param poolSize connections of the stores; the journal has as many of its own
 * @param statementTimeout after which PostgreSQL gives up on one statement of the stores
 */
public record DatabaseSettings(
    String url,
    String where,
    String user,
    String password,
    int poolSize,
    Duration statementTimeout) {
  private static final int STANDARD_PORT = 5432;
  private static final int POOL_SIZE = 10;
  // Under 10 s, so that no write is still open when a reader of the journal has stopped waiting.
  private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(8);

  /**
   * Reads an address as people write it.
   *
   * @param url {@code jdbc:postgresql://host:5432/name} or {@code postgresql://user:pw@host/name}
   * @param user wins over one in the address
   * @param password wins over one in the address
   * @throws DatabaseUnavailable when it is no PostgreSQL address
   */
  public static DatabaseSettings of(String url, @Nullable String user, @Nullable String password) {
    String text = url.strip();
    String inAddress = null;
    if (text.startsWith("postgres://") || text.startsWith("postgresql://")) {
      try {
        URI uri = new URI(text);
        if (uri.getHost() == null) {
          throw notAnAddress();
        }
        inAddress = uri.getRawUserInfo();
        text =
            "jdbc:postgresql://"
                + uri.getHost()
                + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                + uri.getRawPath()
                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
      } catch (URISyntaxException e) {
        // Not kept as the cause: its message quotes the address, password and all.
        throw notAnAddress();
      }
    }
    PGSimpleDataSource parsed = new PGSimpleDataSource();
    try {
      parsed.setUrl(text);
    } catch (IllegalArgumentException e) {
      // Its message quotes the address, too.
      throw notAnAddress();
    }
    String[] pair = inAddress == null ? new String[0] : inAddress.split(":", 2);
    return new DatabaseSettings(
        withoutCredentials(text),
        parsed.getServerNames()[0]
            + ":"
            + (parsed.getPortNumbers()[0] == 0 ? STANDARD_PORT : parsed.getPortNumbers()[0])
            + "/"
            + parsed.getDatabaseName(),
        first(user, pair.length > 0 ? decoded(pair[0]) : null, parsed.getUser(), "baton"),
        first(password, pair.length > 1 ? decoded(pair[1]) : null, parsed.getPassword(), ""),
        POOL_SIZE,
        STATEMENT_TIMEOUT);
  }

  private static DatabaseUnavailable notAnAddress() {
    return new DatabaseUnavailable(
        "baton.database.url is not like jdbc:postgresql://host:5432/name", null);
  }

  private static String withoutCredentials(String url) {
    int query = url.indexOf('?');
    if (query < 0) {
      return url;
    }
    Predicate<String> credential = part -> part.startsWith("user=") || part.startsWith("password=");
    String rest =
        Arrays.stream(url.substring(query + 1).split("&", -1))
            .filter(credential.negate())
            .collect(Collectors.joining("&"));
    return url.substring(0, query) + (rest.isEmpty() ? "" : "?" + rest);
  }

  private static String decoded(String text) {
    // In this part of an address a plus is a plus.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String first(
      @Nullable String a, @Nullable String b, @Nullable String c, String otherwise) {
    return a != null ? a : b != null ? b : c != null ? c : otherwise;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "DatabaseSettings[" + user + "@" + where + "]";
  }
}
