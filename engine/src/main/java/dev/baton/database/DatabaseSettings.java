package dev.baton.database;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
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
  static final int CONNECT_SECONDS = 5;
  // Under 10 s, so that no write is still open when a reader of the journal has stopped waiting.
  private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(8);
  private static final Set<String> SECRETS = Set.of("password", "sslpassword");

  /** What libpq calls otherwise than the driver; the names of TLS are the same in both. */
  private static final Map<String, String> LIBPQ_NAMES =
      Map.of(
          "application_name", "ApplicationName",
          "channel_binding", "channelBinding",
          "connect_timeout", "connectTimeout",
          "gssencmode", "gssEncMode",
          "sslnegotiation", "sslNegotiation");

  /**
   * Reads an address as people write it.
   *
   * @param url {@code jdbc:postgresql://host:5432/name} or {@code postgresql://user:pw@host/name},
   *     with parameters of the driver or, in the second form, those of libpq that mean the same
   * @param user wins over one in the address
   * @param password wins over one in the address
   * @throws DatabaseUnavailable when it is no PostgreSQL address, or has a parameter that the
   *     driver would leave aside in silence: a mistyped {@code sslmode} must not mean no TLS
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
                + (uri.getRawQuery() == null ? "" : "?" + driverNames(uri.getRawQuery()));
      } catch (URISyntaxException e) {
        // Not kept as the cause: its message quotes the address, password and all.
        throw notAnAddress();
      }
    }
    refuseUnknownParameters(text);
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

  /** Connections that no pool closes and no time limit ends: for reading the whole. */
  public DataSource unpooled() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser(user);
    source.setPassword(password);
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setTcpKeepAlive(true);
    source.setApplicationName("baton");
    source.setReWriteBatchedInserts(true);
    return source;
  }

  /** What its tables have gone through and still have to. */
  public Migrations migrations() {
    return new Migrations(unpooled(), this);
  }

  /** Whether an address says who connects. */
  public static boolean hasUser(String url) {
    return url.contains("@") || parameters(url).anyMatch(part -> name(part).equals("user"));
  }

  /** Whether an address carries a password, which has no place where others can read it. */
  public static boolean hasPassword(String url) {
    int query = url.indexOf('?');
    String before = query < 0 ? url : url.substring(0, query);
    int scheme = before.indexOf("://") + 3;
    int at = before.lastIndexOf('@');
    return (at > scheme && before.substring(scheme, at).contains(":"))
        || parameters(url).anyMatch(part -> SECRETS.contains(name(part)));
  }

  /** Whether the address asks for TLS, so that nothing may go over the network in the clear. */
  boolean demandsTls() {
    return parameters(url)
        .anyMatch(part -> part.startsWith("sslmode=require") || part.startsWith("sslmode=verify"));
  }

  private static DatabaseUnavailable notAnAddress() {
    return new DatabaseUnavailable(
        "the address of the database (--database, BATON_DATABASE_URL or baton.database.url) is not"
            + " like postgresql://user@host:5432/name",
        null);
  }

  private static void refuseUnknownParameters(String url) {
    Set<String> known = knownParameters();
    parameters(url)
        .map(DatabaseSettings::name)
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw new DatabaseUnavailable(
              "the address of the database has a parameter that is not known, "
                  + name
                  + ": take it out, or write it as the PostgreSQL JDBC driver does",
              null);
        });
  }

  private static Set<String> knownParameters() {
    String any = "jdbc:postgresql://localhost/baton";
    try {
      Driver driver = DriverManager.getDriver(any);
      return Arrays.stream(driver.getPropertyInfo(any, new Properties()))
          .map(property -> property.name)
          .collect(Collectors.toSet());
    } catch (SQLException e) {
      throw new IllegalStateException("the build lacks the driver", e);
    }
  }

  private static Stream<String> parameters(String url) {
    int query = url.indexOf('?');
    return query < 0
        ? Stream.empty()
        : Arrays.stream(url.substring(query + 1).split("&", -1)).filter(part -> !part.isEmpty());
  }

  private static String name(String parameter) {
    int equals = parameter.indexOf('=');
    return equals < 0 ? parameter : parameter.substring(0, equals);
  }

  private static String driverNames(String query) {
    return Arrays.stream(query.split("&", -1))
        .map(part ->
            LIBPQ_NAMES.getOrDefault(name(part), name(part)) + part.substring(name(part).length()))
        .collect(Collectors.joining("&"));
  }

  private static String withoutCredentials(String url) {
    int query = url.indexOf('?');
    if (query < 0) {
      return url;
    }
    Predicate<String> credential = part -> part.startsWith("user=") || part.startsWith("password=");
    String rest = parameters(url).filter(credential.negate()).collect(Collectors.joining("&"));
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
