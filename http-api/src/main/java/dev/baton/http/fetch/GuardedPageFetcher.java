package dev.baton.http.fetch;

import akka.actor.ActorSystem;
import akka.http.javadsl.ClientTransport;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.AcceptEncoding;
import akka.http.javadsl.model.headers.HttpEncodingRanges;
import akka.http.javadsl.model.headers.Location;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.settings.ClientConnectionSettings;
import akka.http.javadsl.settings.ConnectionPoolSettings;
import akka.stream.SystemMaterializer;
import akka.util.ByteString;
import dev.baton.sources.FetchedPage;
import dev.baton.sources.PageFetcher;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only way from Baton to the web. It resolves a name once, refuses it unless every address is
 * global, and connects to the very address it has checked; each redirect is a new target under the
 * same rules. What is refused says nothing about what stands there: one sentence for all reasons.
 */
public final class GuardedPageFetcher implements PageFetcher {
  public static final int BYTES_MAX = 5 * 1024 * 1024;
  public static final int REDIRECTS_MAX = 3;
  public static final Duration DEADLINE = Duration.ofSeconds(15);

  static final String REFUSED =
      "Baton could not fetch a page from this address. It fetches public http and https pages of"
          + " text, HTML, Markdown or PDF, up to 5 MB.";

  private static final Logger LOG = LoggerFactory.getLogger(GuardedPageFetcher.class);
  private static final Set<Integer> PORTS = Set.of(80, 443);
  private static final Set<String> TYPES =
      Set.of(
          "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf");

  /** Finds the addresses of a host name; a test stands in for the network's own. */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] addressesOf(String host) throws UnknownHostException;
  }

  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private Refusal(String why) {
      super(why);
    }
  }

  private final ActorSystem system;
  private final Set<String> allowed;
  private final Resolver resolver;

  /**
   * A fetcher on this actor system.
   *
   * @param allowed {@code host:port} in lower case, allowed whatever its address and port are
   */
  public GuardedPageFetcher(ActorSystem system, Set<String> allowed) {
    this(system, allowed, InetAddress::getAllByName);
  }

  GuardedPageFetcher(ActorSystem system, Set<String> allowed, Resolver resolver) {
    this.system = system;
    this.allowed = Set.copyOf(allowed);
    this.resolver = resolver;
  }

  @Override
  public FetchedPage fetch(String url) {
    long until = System.nanoTime() + DEADLINE.toNanos();
    try {
      FetchTarget target = FetchTarget.of(url).orElseThrow(() -> new Refusal("not an address"));
      for (int hop = 0; hop <= REDIRECTS_MAX; hop++) {
        HttpResponse response = ask(target, until);
        Optional<FetchTarget> next = redirect(response, target);
        if (next.isEmpty()) {
          return page(response, target, until);
        }
        response.discardEntityBytes(system);
        target = next.get();
      }
      throw new Refusal("more than " + REDIRECTS_MAX + " redirects");
    } catch (Refusal | UnknownHostException | ExecutionException | TimeoutException e) {
      LOG.info("A link was not fetched: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new FetchedPage.Refused(REFUSED);
  }

  private HttpResponse ask(FetchTarget target, long until)
      throws Refusal,
          UnknownHostException,
          ExecutionException,
          TimeoutException,
          InterruptedException {
    InetSocketAddress address = new InetSocketAddress(vetted(target, until), target.port());
    ClientTransport transport =
        ClientTransport.withCustomResolver(
            (host, port) -> CompletableFuture.completedFuture(address));
    ClientConnectionSettings connection =
        ClientConnectionSettings.create(system)
            .withTransport(transport)
            .withConnectingTimeout(scala.concurrent.duration.Duration.create(5, TimeUnit.SECONDS))
            .withIdleTimeout(scala.concurrent.duration.Duration.create(5, TimeUnit.SECONDS));
    ConnectionPoolSettings pool =
        ConnectionPoolSettings.create(system)
            .withConnectionSettings(connection)
            .withMaxConnections(1)
            .withMaxRetries(0)
            .withKeepAliveTimeout(scala.concurrent.duration.Duration.create(1, TimeUnit.SECONDS));
    HttpRequest request =
        HttpRequest.GET(target.url())
            .addHeader(AcceptEncoding.create(HttpEncodingRanges.ALL))
            .removeHeader("Accept-Encoding")
            .addHeader(RawHeader.create("Accept-Encoding", "identity"))
            .addHeader(RawHeader.create("User-Agent", "Baton (reads pages its team has added)"));
    return within(
        Http.get(system)
            .singleRequest(
                request, Http.get(system).defaultClientHttpsContext(), pool, system.log())
            .toCompletableFuture(),
        until);
  }

  /** The address to connect to: the first, when all of them may be connected to. */
  private InetAddress vetted(FetchTarget target, long until)
      throws Refusal,
          UnknownHostException,
          ExecutionException,
          TimeoutException,
          InterruptedException {
    boolean named = allowed.contains(target.authority());
    if (!named && !PORTS.contains(target.port())) {
      throw new Refusal("the port is not a web port");
    }
    String host = target.host();
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    List<InetAddress> addresses = Arrays.asList(resolver.addressesOf(bare));
    if (addresses.isEmpty() || System.nanoTime() - until > 0) {
      throw new Refusal("the name has no address");
    }
    if (!named && !addresses.stream().allMatch(GlobalAddresses::contain)) {
      throw new Refusal("the address is not global");
    }
    return addresses.getFirst();
  }

  private static Optional<FetchTarget> redirect(HttpResponse response, FetchTarget from)
      throws Refusal {
    if (!response.status().isRedirection() || response.status().equals(StatusCodes.NOT_MODIFIED)) {
      return Optional.empty();
    }
    String location =
        response
            .getHeader(Location.class)
            .map(header -> header.getUri().toString())
            .orElseThrow(() -> new Refusal("a redirect to nowhere"));
    FetchTarget next =
        from.redirectedTo(location).orElseThrow(() -> new Refusal("a redirect to no address"));
    return Optional.of(next);
  }

  private FetchedPage page(HttpResponse response, FetchTarget target, long until)
      throws Refusal, ExecutionException, TimeoutException, InterruptedException {
    String type =
        response.entity().getContentType().mediaType().toString().toLowerCase(Locale.ROOT);
    boolean encoded =
        response
            .getHeader("Content-Encoding")
            .filter(header -> !header.value().equalsIgnoreCase("identity"))
            .isPresent();
    if (!response.status().equals(StatusCodes.OK) || !TYPES.contains(type) || encoded) {
      response.discardEntityBytes(system);
      throw new Refusal("status " + response.status().intValue() + ", type " + type);
    }
    ByteString bytes =
        within(
            response
                .entity()
                .withSizeLimit(BYTES_MAX)
                .getDataBytes()
                .completionTimeout(left(until))
                .runFold(
                    ByteString.emptyByteString(),
                    ByteString::concat,
                    SystemMaterializer.get(system).materializer())
                .toCompletableFuture(),
            until);
    return new FetchedPage.Fetched(bytes.toArray(), target.url(), type);
  }

  private static <T> T within(CompletableFuture<T> future, long until)
      throws ExecutionException, TimeoutException, InterruptedException {
    return future.get(left(until).toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Duration left(long until) {
    Duration left = Duration.ofNanos(until - System.nanoTime());
    return left.isPositive() ? left : Duration.ofMillis(1);
  }
}
