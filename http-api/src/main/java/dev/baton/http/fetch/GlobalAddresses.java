package dev.baton.http.fetch;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv6.IPv6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Which numeric addresses are reachable by everybody. Everything that the IANA special-purpose
 * registries (RFC 6890 and its updates) reserve is refused, also where an IPv4 address hides inside
 * an IPv6 one: mapped, compatible, 6to4, Teredo or NAT64.
 */
final class GlobalAddresses {
  private static final List<IPAddress> RESERVED =
      addresses(
          // IPv4
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.31.196.0/24",
          "192.52.193.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "192.175.48.0/24",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4",
          // IPv6: within 2000::/3, which is all that is global
          "2001::/23",
          "2001:db8::/32",
          "2002::/16",
          "2620:4f:8000::/48",
          "3fff::/20");

  private static final IPAddress GLOBAL_IPV6 = addresses("2000::/3").getFirst();

  private GlobalAddresses() {}

  /** True when the address, and any address inside it, is reachable from anywhere. */
  static boolean contain(InetAddress address) {
    IPAddress numeric = new IPAddressNetwork.IPAddressGenerator().from(address.getAddress());
    if (numeric instanceof IPv4Address four) {
      return isGlobal(four);
    }
    // 2000::/3 leaves out mapped, compatible, NAT64, unique local, link local and multicast ones.
    return numeric instanceof IPv6Address six && GLOBAL_IPV6.contains(six) && isGlobal(six);
  }

  private static boolean isGlobal(IPAddress address) {
    return RESERVED.stream().noneMatch(reserved -> reserved.contains(address));
  }

  private static List<IPAddress> addresses(String... blocks) {
    return Arrays.stream(blocks).map(block -> new IPAddressString(block).getAddress()).toList();
  }
}
