package dev.baton.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.RemoteAddress;
import akka.http.javadsl.model.headers.RawHeader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who counts as the caller, whatever the headers claim. */
class PeersTest {
  private static final String PROXY = "10.1.2.3";
  private static final String STRANGER = "203.0.113.7";

  private final Peers peers =
      new Peers(
          List.of("10.0.0.0/8", "2001:db8:aaaa::/48", "127.0.0.1"), List.of("127.0.0.0/8", "::1"));

  @Test
  void whoCallsDirectlyIsTheOneAtTheOtherEnd() {
    assertThat(peers.of(from(STRANGER))).isEqualTo(peer(STRANGER, false));
    assertThat(peers.of(from("2001:db8::7"))).isEqualTo(peer("2001:db8::7", false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "::1"})
  void whoCallsDirectlyFromAnExemptAddressIsExempt(String address) {
    assertThat(peers.of(from(address))).isEqualTo(peer(address, true));
  }

  @Test
  void whomATrustedProxyNamesIsTheCallerAndNeverExempt() {
    assertThat(peers.of(from(PROXY, STRANGER))).isEqualTo(peer(STRANGER, false));
    assertThat(peers.of(from("127.0.0.1", STRANGER))).isEqualTo(peer(STRANGER, false));
    assertThat(peers.of(from("127.0.0.1", "127.0.0.1"))).isEqualTo(peer("127.0.0.1", false));
    assertThat(peers.of(from("2001:db8:aaaa:1::5", STRANGER))).isEqualTo(peer(STRANGER, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {STRANGER, "11.0.0.1", "9.255.255.255", "2001:db8:aaab::1", "::2"})
  void whatAnybodyElseClaimsIsIgnored(String address) {
    assertThat(peers.of(from(address, "198.51.100.1"))).isEqualTo(peer(address, false));
    assertThat(peers.of(from(address, "127.0.0.1"))).isEqualTo(peer(address, false));
  }

  @Test
  void severalHopsAreReadFromTheRightUpToTheFirstThatIsNoProxy() {
    assertThat(peers.of(from(PROXY, "198.51.100.1, " + STRANGER + ", 10.9.9.9 ,10.8.8.8")))
        .isEqualTo(peer(STRANGER, false));
    assertThat(peers.of(from(PROXY, "10.9.9.9, 10.8.8.8"))).isEqualTo(peer("10.9.9.9", false));
  }

  @Test
  void aProxyThatAddsALineOfItsOwnIsBelievedAboveTheLinesBeforeIt() {
    HttpRequest request =
        from(PROXY).withHeaders(List.of(forwarded("198.51.100.1"), forwarded(STRANGER)));

    assertThat(peers.of(request)).isEqualTo(peer(STRANGER, false));
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8::7,2001:db8::7",
    "'2001:DB8:0:0::7',2001:db8::7",
    "'2001:db8::9, 2001:db8::7, 2001:db8:aaaa::1',2001:db8::7"
  })
  void addressesMayBeIpv6(String header, String caller) {
    assertThat(peers.of(from(PROXY, header))).isEqualTo(peer(caller, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "unknown",
        "_hidden",
        "proxy.example",
        "*",
        "1.2.3.*",
        "1-5.2.3.4",
        "1.2.3.4/24",
        "0.0.0.0/0",
        "1.2.3.4.5",
        "999.1.1.1",
        "2001:db8::/32",
        "2001:db8::zz",
        "\"quoted\"",
        "' OR 1=1",
        "%00",
        "💥"
      })
  void whatIsNoAddressNamesNobodySoThatTheProxyItselfCounts(String rubbish) {
    assertThat(peers.of(from(PROXY, rubbish))).isEqualTo(peer(PROXY, false));
    assertThat(peers.of(from(PROXY, STRANGER + ", " + rubbish))).isEqualTo(peer(PROXY, false));
    assertThat(peers.of(from(PROXY, rubbish + ", " + STRANGER))).isEqualTo(peer(STRANGER, false));
  }

  @Test
  void aChainWithoutEndIsReadOnlySoFar() {
    String chain = (STRANGER + ", ").repeat(5_000) + "10.0.0.1, ".repeat(5_000) + "10.0.0.2";

    assertThat(peers.of(from(PROXY, chain))).isEqualTo(peer("10.0.0.1", false));
  }

  @Test
  void whereNoProxyIsTrustedNoHeaderCounts() {
    Peers trusting = new Peers(List.of(), List.of());

    assertThat(trusting.of(from("127.0.0.1", STRANGER))).isEqualTo(peer("127.0.0.1", false));
    assertThat(trusting.of(from("127.0.0.1"))).isEqualTo(peer("127.0.0.1", false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "localhost", "10.0.0.0/33", "::1/129", "ten", "*", "10.0.0.0-9"})
  void aSettingThatIsNoRangeSaysWhichAndHowToWriteIt(String wrong) {
    assertThatThrownBy(() -> new Peers(List.of("10.0.0.0/8", wrong), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("baton.http.trusted-proxies")
        .hasMessageContaining("'" + wrong + "'")
        .hasMessageContaining("10.0.0.0/8");
    assertThatThrownBy(() -> new Peers(List.of(), List.of(wrong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("baton.http.limits.exempt");
  }

  private static HttpRequest from(String address) {
    return HttpRequest.create()
        .addAttribute(AttributeKeys.remoteAddress, RemoteAddress.create(inet(address)));
  }

  private static HttpRequest from(String address, String forwarded) {
    return from(address).addHeader(forwarded(forwarded));
  }

  private static RawHeader forwarded(String value) {
    return RawHeader.create("X-Forwarded-For", value);
  }

  private static Peers.Peer peer(String address, boolean exempt) {
    return new Peers.Peer(inet(address), exempt);
  }

  private static InetAddress inet(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
