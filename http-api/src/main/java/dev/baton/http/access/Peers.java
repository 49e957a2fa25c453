package dev.baton.http.access;

import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.RemoteAddress;
import inet.ipaddr.AddressStringException;
import inet.ipaddr.AddressStringParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Who a request comes from. {@code X-Forwarded-For} counts only where a trusted proxy has added to
 * it, and then from the right: what stands further left, anybody may have written.
 */
public final class Peers {
  private static final int HOPS_MAX = 16;
  private static final IPAddressStringParameters ADDRESS = plain(false);
  private static final IPAddressStringParameters RANGE = plain(true);

  private final List<IPAddress> trustedProxies;
  private final List<IPAddress> exempt;

  /**
   * Of ranges like {@code 127.0.0.0/8}.
   *
   * @param trustedProxies whose word on who calls is believed
   * @param exempt who may call as often as they like, where they call directly
   * @throws IllegalArgumentException where one is no range of addresses
   */
  public Peers(List<String> trustedProxies, List<String> exempt) {
    this.trustedProxies = ranges("baton.http.trusted-proxies", trustedProxies);
    this.exempt = ranges("baton.http.limits.exempt", exempt);
  }

  /**
   * One who calls.
   *
   * @param exempt from limits by address and by customer
   */
  public record Peer(InetAddress address, boolean exempt) {}

  public Peer of(HttpRequest request) {
    InetAddress socket =
        request
            .getAttribute(AttributeKeys.remoteAddress)
            .flatMap(RemoteAddress::getAddress)
            .orElse(InetAddress.getLoopbackAddress());
    // Each proxy adds to the line that it got, or adds a line below it.
    List<String> forwarded =
        StreamSupport.stream(request.getHeaders().spliterator(), false)
            .filter(header -> header.is("x-forwarded-for"))
            .map(HttpHeader::value)
            .toList();
    if (forwarded.isEmpty()) {
      return new Peer(socket, isIn(exempt, numeric(socket)));
    }
    return new Peer(
        isIn(trustedProxies, numeric(socket))
            ? client(socket, String.join(",", forwarded))
            : socket,
        false);
  }

  private InetAddress client(InetAddress proxy, String forwarded) {
    String[] hops = forwarded.split(",", -1);
    InetAddress nearest = proxy;
    for (int i = hops.length - 1; i >= Math.max(0, hops.length - HOPS_MAX); i--) {
      @Nullable IPAddress hop = parsed(hops[i].strip());
      if (hop == null) {
        return nearest;
      }
      nearest = hop.toInetAddress();
      if (!isIn(trustedProxies, hop)) {
        return nearest;
      }
    }
    return nearest;
  }

  private static @Nullable IPAddress parsed(String text) {
    return new IPAddressString(text, ADDRESS).getAddress();
  }

  /** None of the other notations: of wildcards, of nothing, of zones, of numbers left out. */
  private static IPAddressStringParameters plain(boolean allowPrefix) {
    return new IPAddressStringParameters.Builder()
        .allowEmpty(false)
        .allowAll(false)
        .allowSingleSegment(false)
        .allowMask(false)
        .allowPrefixOnly(false)
        .allowPrefix(allowPrefix)
        .allowWildcardedSeparator(false)
        .setRangeOptions(AddressStringParameters.RangeParameters.NO_RANGE)
        .getIPv4AddressParametersBuilder()
        .allow_inet_aton(false)
        .getParentBuilder()
        .getIPv6AddressParametersBuilder()
        .allowZone(false)
        .getParentBuilder()
        .toParams();
  }

  private static IPAddress numeric(InetAddress address) {
    return new IPAddressNetwork.IPAddressGenerator().from(address.getAddress());
  }

  private static boolean isIn(List<IPAddress> ranges, IPAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  private static List<IPAddress> ranges(String setting, List<String> texts) {
    List<IPAddress> ranges = new ArrayList<>();
    for (String text : texts) {
      try {
        ranges.add(new IPAddressString(text, RANGE).toAddress().toPrefixBlock());
      } catch (AddressStringException e) {
        throw new IllegalArgumentException(
            setting + ": '" + text + "' is no range of addresses: write it as 10.0.0.0/8", e);
      }
    }
    return List.copyOf(ranges);
  }
}
