package dev.baton.http;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;

/**
 * How the door is set up; read once at start from {@code baton.http}.
 *
 * @param port 0 lets the system choose one
 * @param publicUrl the address that browsers use, without a path; empty means {@code
 *     http://host:port}
 * @param limits per address or customer
 * @param trustedProxies ranges of addresses whose {@code X-Forwarded-For} is believed
 * @param fetchAllowed {@code host:port} pairs that links may be fetched from although they are not
 *     public
 */
public record HttpSettings(
    String host,
    int port,
    String publicUrl,
    Limits limits,
    List<String> trustedProxies,
    List<String> fetchAllowed) {

  /**
   * How often somebody may do something.
   *
   * @param conversationsPerMinute new conversations of one address
   * @param messagesPerTenSeconds messages of one customer
   * @param loginsPerQuarterHour attempts for one account, and of one address
   * @param socketsPerAddress open at the same time
   * @param exempt ranges of addresses whose direct calls are limited by none of these but logins
   * @param trackedMax addresses, customers and accounts that are counted at the same time
   */
  public record Limits(
      int conversationsPerMinute,
      int messagesPerTenSeconds,
      int loginsPerQuarterHour,
      int socketsPerAddress,
      int trackedMax,
      List<String> exempt) {}

  /** Deadline for reading a JSON body. */
  static final Duration BODY_DEADLINE = Duration.ofSeconds(10);

  /** Largest JSON body, in bytes. */
  static final int JSON_BODY_MAX = 128 * 1024;

  /** The address that browsers use when the server listens on {@code boundPort}. */
  String publicUrlAt(int boundPort) {
    if (!publicUrl.isEmpty()) {
      return publicUrl;
    }
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
    return "http://" + (everywhere ? "127.0.0.1" : host) + ":" + boundPort;
  }

  public static HttpSettings from(Config root) {
    Config http = root.getConfig("baton.http");
    Config limits = http.getConfig("limits");
    return new HttpSettings(
        http.getString("host"),
        http.getInt("port"),
        http.getString("public-url"),
        new Limits(
            limits.getInt("conversations-per-minute"),
            limits.getInt("messages-per-ten-seconds"),
            limits.getInt("logins-per-quarter-hour"),
            limits.getInt("sockets-per-address"),
            limits.getInt("tracked-max"),
            limits.getStringList("exempt")),
        http.getStringList("trusted-proxies"),
        http.getStringList("fetch-allowed"));
  }
}
