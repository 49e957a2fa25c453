package dev.baton.http.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ActorSystem;
import akka.testkit.javadsl.TestKit;
import com.sun.net.httpserver.HttpServer;
import dev.baton.sources.FetchedPage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedPageFetcherTest {
  private static ActorSystem system;

  private final AtomicInteger connects = new AtomicInteger();
  private HttpServer server;
  private String authority;

  @BeforeAll
  static void startSystem() {
    system = ActorSystem.create("fetching");
  }

  @AfterAll
  static void stopSystem() {
    TestKit.shutdownActorSystem(system);
  }

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    authority = "127.0.0.1:" + server.getAddress().getPort();
    serve("/page", 200, "text/html; charset=utf-8", "", "<h1>Refunds</h1>");
    serve("/picture", 200, "image/png", "", "png");
    serve("/missing", 404, "text/html", "", "not here");
    serve("/moved", 302, "text/html", "/page", "");
    serve("/circle", 302, "text/html", "/circle", "");
    serve(
        "/inside",
        302,
        "text/html",
        "http://localhost:" + server.getAddress().getPort() + "/page",
        "");
    serve("/file", 302, "text/html", "file:///etc/passwd", "");
    serve("/user", 302, "text/html", "http://user@" + authority + "/page", "");
    serve("/large", 200, "text/plain", "", "x".repeat(GuardedPageFetcher.BYTES_MAX + 1));
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  private void serve(String path, int status, String type, String location, String body) {
    server.createContext(
        path,
        exchange -> {
          connects.incrementAndGet();
          exchange.getResponseHeaders().add("Content-Type", type);
          if (!location.isEmpty()) {
            exchange.getResponseHeaders().add("Location", location);
          }
          if (path.equals("/page")
              && !"identity".equals(exchange.getRequestHeaders().getFirst("Accept-Encoding"))) {
            exchange.sendResponseHeaders(500, -1);
            return;
          }
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          try (var out = exchange.getResponseBody()) {
            out.write(bytes);
          }
        });
  }

  @Test
  void fetchesAPageFromAnAllowedServer() {
    FetchedPage page = allowing(authority).fetch("http://" + authority + "/page?a=b#c");

    assertThat(page).isInstanceOf(FetchedPage.Fetched.class);
    FetchedPage.Fetched fetched = (FetchedPage.Fetched) page;
    assertThat(new String(fetched.content(), StandardCharsets.UTF_8)).isEqualTo("<h1>Refunds</h1>");
    assertThat(fetched.url()).isEqualTo("http://" + authority + "/page?a=b");
    assertThat(fetched.contentType()).isEqualTo("text/html");
  }

  @Test
  void followsARedirect() {
    FetchedPage page = allowing(authority).fetch("http://" + authority + "/moved");

    assertThat(((FetchedPage.Fetched) page).url()).isEqualTo("http://" + authority + "/page");
  }

  @Test
  void refusesTheSameServerWithoutConnectingWhenItIsNotAllowed() {
    FetchedPage page = allowing("other.example:80").fetch("http://" + authority + "/page");

    assertThat(page).isEqualTo(new FetchedPage.Refused(GuardedPageFetcher.REFUSED));
    assertThat(connects).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/picture",
        "/missing",
        "/circle",
        "/inside",
        "/file",
        "/user",
        "/large",
        "/nowhere"
      })
  void refusesWhatIsNoPageWithOneSentence(String path) {
    FetchedPage page = allowing(authority).fetch("http://" + authority + path);

    assertThat(page).isEqualTo(new FetchedPage.Refused(GuardedPageFetcher.REFUSED));
  }

  @Test
  void countsRedirects() {
    allowing(authority).fetch("http://" + authority + "/circle");

    assertThat(connects).hasValue(1 + GuardedPageFetcher.REDIRECTS_MAX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://127.1/",
        "http://0177.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[fe80::1%25eth0]/",
        "http://localhost/",
        "http://good.example@127.0.0.1/",
        "http://127.0.0.1#@good.example/",
        "http://127.0.0.1\\@good.example/",
        "http://a%00b/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "ftp://good.example/",
        "//good.example",
        "http://",
        "",
        "http://good.example:22/",
        "http://good.example:5432/",
        "java\nscript:"
      })
  void refusesWhateverIsNotAPublicPage(String url) {
    GuardedPageFetcher fetcher =
        new GuardedPageFetcher(
            system,
            Set.of(),
            host ->
                host.equals("good.example")
                    ? InetAddress.getAllByName("127.0.0.1")
                    : InetAddress.getAllByName(host));

    assertThat(fetcher.fetch(url)).isEqualTo(new FetchedPage.Refused(GuardedPageFetcher.REFUSED));
    assertThat(connects).hasValue(0);
  }

  @Test
  void refusesANameWithOneInnerAddressAmongPublicOnes() {
    GuardedPageFetcher fetcher =
        new GuardedPageFetcher(
            system,
            Set.of(),
            host ->
                new InetAddress[] {
                  InetAddress.getAllByName("8.8.8.8")[0], InetAddress.getAllByName("10.0.0.1")[0]
                });

    assertThat(fetcher.fetch("http://mixed.example/"))
        .isEqualTo(new FetchedPage.Refused(GuardedPageFetcher.REFUSED));
  }

  @Test
  void asksTheNameServerOnceAndConnectsToWhatItChecked() {
    AtomicInteger asked = new AtomicInteger();
    String name = "rebinding.example:" + server.getAddress().getPort();
    GuardedPageFetcher fetcher =
        new GuardedPageFetcher(
            system,
            Set.of(name),
            host -> {
              asked.incrementAndGet();
              return InetAddress.getAllByName("127.0.0.1");
            });

    assertThat(fetcher.fetch("http://" + name + "/page")).isInstanceOf(FetchedPage.Fetched.class);
    assertThat(asked).hasValue(1);
  }

  private static GuardedPageFetcher allowing(String authority) {
    return new GuardedPageFetcher(system, Set.of(authority));
  }
}
