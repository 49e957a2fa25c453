package dev.baton.http.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.baton.http.HttpSettings;
import dev.baton.http.problem.Problem;
import dev.baton.http.problem.Refused;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Token buckets per address, customer and account, in maps of bounded size. Safe for many threads.
 */
public final class RateLimits {
  private final Limit conversations;
  private final Limit messages;
  private final Limit loginsByAccount;
  private final Limit loginsByAddress;

  public RateLimits(HttpSettings.Limits limits) {
    conversations =
        new Limit(limits.conversationsPerMinute(), Duration.ofMinutes(1), limits.trackedMax());
    messages =
        new Limit(limits.messagesPerTenSeconds(), Duration.ofSeconds(10), limits.trackedMax());
    loginsByAccount =
        new Limit(limits.loginsPerQuarterHour(), Duration.ofMinutes(15), limits.trackedMax());
    loginsByAddress =
        new Limit(limits.loginsPerQuarterHour() * 5, Duration.ofMinutes(15), limits.trackedMax());
  }

  public void newConversation(Peers.Peer peer) {
    if (!peer.exempt()) {
      conversations.take(network(peer.address()), "new conversations a minute");
    }
  }

  public void newMessage(String customer, Peers.Peer peer) {
    if (!peer.exempt()) {
      messages.take(customer, "messages in ten seconds");
    }
  }

  public void login(String email, InetAddress address) {
    loginsByAddress.take(
        network(address), "attempts to log in from one address in a quarter of an hour");
    loginsByAccount.take(
        email.toLowerCase(Locale.ROOT) + "|" + network(address),
        "attempts to log in in a quarter of an hour");
  }

  /** An IPv4 address, or the /64 that one IPv6 customer usually has to himself. */
  static String network(InetAddress address) {
    byte[] bytes = address.getAddress();
    return HexFormat.of()
        .formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes);
  }

  private static final class Limit {
    private final int capacity;
    private final Duration period;
    private final Cache<String, Bucket> buckets;

    Limit(int capacity, Duration period, int trackedMax) {
      this.capacity = capacity;
      this.period = period;
      this.buckets =
          Caffeine.newBuilder()
              .maximumSize(trackedMax)
              .expireAfterAccess(period.multipliedBy(2))
              .build();
    }

    void take(String key, String what) {
      Bucket bucket =
          buckets.get(
              key,
              fresh ->
                  Bucket.builder()
                      .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, period))
                      .build());
      ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
      if (!probe.isConsumed()) {
        long seconds =
            Math.max(1, Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds() + 1);
        throw new Refused(
            Problem.of(429, "too_many", "More than " + capacity + " " + what + ": please wait.")
                .limit(capacity)
                .retryAfter((int) seconds));
      }
    }
  }
}
