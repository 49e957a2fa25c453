package dev.baton.http.access;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.Cookie;
import akka.http.javadsl.model.headers.HttpCookiePair;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.baton.customers.CustomerSession;
import dev.baton.customers.CustomerSessionStore;
import dev.baton.http.problem.Problem;
import dev.baton.http.problem.Refused;
import dev.baton.identity.OperatorId;
import dev.baton.identity.Secret;
import dev.baton.operators.Operator;
import dev.baton.operators.OperatorStore;
import dev.baton.operators.Passwords;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Proves who is calling, from a cookie, a key or a token. A call without proof is refused, and no
 * proof says why it is wrong.
 */
public final class Access {
  /** Customers' sessions that are not looked up anew at each call. */
  static final int CUSTOMERS_REMEMBERED_MAX = 50_000;

  /** Operators' sessions, and as many keys, that are not looked up anew at each call. */
  static final int CALLERS_REMEMBERED_MAX = 5_000;

  /** Nothing ends a customer's session but time, which is looked at each time. */
  private static final Duration CUSTOMERS_REMEMBERED = Duration.ofMinutes(1);

  /** What another node has ended is known here so much later. */
  private static final Duration CALLERS_REMEMBERED = Duration.ofSeconds(2);

  private static final Duration SESSION_LENGTH = Duration.ofHours(12);
  private static final Duration EXTENDED_EVERY = Duration.ofMinutes(1);
  private static final String BEARER = "bearer ";
  private static final Set<String> SAFE =
      Set.of(HttpMethods.GET.name(), HttpMethods.HEAD.name(), HttpMethods.OPTIONS.name());

  private final OperatorStore operators;
  private final CustomerSessionStore customers;
  private final Passwords passwords = new Passwords();
  private final RateLimits limits;
  private final Executor blocking;
  private final Clock clock;
  private final boolean secureCookies;

  /** By the hash of the secret, as the two below. */
  private final Cache<String, CustomerSession> customerSessions;

  private final Cache<String, Caller> keys;
  private final Cache<String, Caller> sessions;

  /**
   * Over the stores.
   *
   * @param secureCookies whether browsers reach us by https
   */
  public Access(
      OperatorStore operators,
      CustomerSessionStore customers,
      RateLimits limits,
      Executor blocking,
      Clock clock,
      boolean secureCookies) {
    this.operators = operators;
    this.customers = customers;
    this.limits = limits;
    this.blocking = blocking;
    this.clock = clock;
    this.secureCookies = secureCookies;
    this.customerSessions = remembering(CUSTOMERS_REMEMBERED_MAX, CUSTOMERS_REMEMBERED);
    this.keys = remembering(CALLERS_REMEMBERED_MAX, CALLERS_REMEMBERED);
    this.sessions = remembering(CALLERS_REMEMBERED_MAX, CALLERS_REMEMBERED);
  }

  private static <T> Cache<String, T> remembering(int most, Duration length) {
    return Caffeine.newBuilder().maximumSize(most).expireAfterWrite(length).build();
  }

  /**
   * The operator or integration that calls; a cookie counts only from our own pages where it could
   * do harm.
   */
  public CompletionStage<Caller> caller(HttpRequest request) {
    Optional<Secret> key = bearer(request);
    if (key.isPresent()) {
      return remembered(keys, key.get().hash(), this::byKey);
    }
    Secret session = sessionCookie(request).orElseThrow(Access::notAuthenticated);
    boolean socket = request.getHeader("Upgrade").isPresent();
    if (socket || !SAFE.contains(request.method().name())) {
      fromOwnPage(request);
    }
    return remembered(sessions, session.hash(), this::bySession);
  }

  /** The caller of a session that may have ended since; null when it has. Blocks. */
  public @Nullable Caller stillLoggedIn(String sessionHash) {
    return operators
        .session(sessionHash, clock.instant())
        .map(operator -> new Caller(operator, sessionHash))
        .orElse(null);
  }

  /** The customer's session whose token the request carries. */
  public CompletionStage<CustomerSession> customer(HttpRequest request) {
    return customer(token(request));
  }

  /** The token that the request carries, whatever it is worth. */
  public static Secret token(HttpRequest request) {
    return bearer(request).orElseThrow(Access::notAuthenticated);
  }

  /** The customer's session that a token opens. */
  public CompletionStage<CustomerSession> customer(Secret token) {
    String hash = token.hash();
    CustomerSession known = customerSessions.getIfPresent(hash);
    if (known != null && isOpen(known)) {
      return CompletableFuture.completedStage(known);
    }
    return blocking(() -> {
      CustomerSession session = customers.find(hash).orElseThrow(Access::notAuthenticated);
      if (!isOpen(session)) {
        throw new Refused(
            Problem.of(
                401, "token_expired", "This conversation is too long ago. Begin a new one."));
      }
      customerSessions.put(hash, session);
      return session;
    });
  }

  /** Whether a session's time has not passed; it may have been extended since it was read. */
  public boolean isOpen(CustomerSession session) {
    return !session.expiresAt().isBefore(clock.instant());
  }

  /**
   * Keeps a customer's session alive for the session window from now. An extension that is lost is
   * mended by the next message, so that it fails nothing, and most are left out.
   */
  public CompletionStage<Instant> extend(Secret token, CustomerSession session, Duration window) {
    Instant expiresAt = clock.instant().plus(window);
    if (session.expiresAt().isAfter(expiresAt.minus(EXTENDED_EVERY))) {
      return CompletableFuture.completedStage(session.expiresAt());
    }
    String hash = token.hash();
    return blocking(
            () -> {
              customers.extend(hash, expiresAt);
              customerSessions.invalidate(hash);
              return expiresAt;
            })
        .exceptionally(failure -> session.expiresAt());
  }

  /** Begins a customer's session; its token is returned once. */
  public CompletionStage<Secret> begin(CustomerSession session) {
    return blocking(() -> {
      Secret token = Secret.random();
      customers.add(token.hash(), session);
      return token;
    });
  }

  /**
   * Logs an operator in; a new session each time. Unknown accounts and wrong passwords look and
   * take the same.
   */
  public CompletionStage<LogIn> logIn(String email, String password, InetAddress address) {
    limits.login(email, address);
    return blocking(() -> {
      Optional<OperatorStore.Credentials> known = operators.credentials(email.strip());
      boolean right =
          known.isPresent()
              ? passwords.matches(password, known.get().passwordHash())
              : nobody(password);
      if (!right || !known.orElseThrow().operator().active()) {
        throw new Refused(
            Problem.of(401, "wrong_credentials", "The e-mail address or the password is wrong."));
      }
      Secret session = Secret.random();
      operators.addSession(
          session.hash(), known.get().operator().id(), clock.instant().plus(SESSION_LENGTH));
      return new LogIn(
          new Caller(known.get().operator(), session.hash()),
          cookie(session.reveal(), SESSION_LENGTH.toSeconds()));
    });
  }

  /** Ends a session; the cookie that forgets it. */
  public CompletionStage<String> logOut(Caller caller) {
    return blocking(() -> {
      if (caller.sessionHash() != null) {
        operators.removeSession(caller.sessionHash());
        sessions.invalidate(caller.sessionHash());
      }
      return cookie("", 0);
    });
  }

  /**
   * A log-in.
   *
   * @param setCookie the header's value
   */
  public record LogIn(Caller caller, String setCookie) {}

  /** The token of the Authorization header. */
  public static Optional<Secret> bearer(HttpRequest request) {
    return request
        .getHeader("Authorization")
        .map(HttpHeader::value)
        .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
        .map(value -> new Secret(value.substring(BEARER.length()).strip()));
  }

  private Caller byKey(String hash) {
    return operators
        .key(hash)
        .map(workspace -> {
          OperatorId id = new OperatorId("opr_key" + hash.substring(0, 19));
          return new Caller(
              new Operator(id, workspace, "", "API", Operator.Role.ADMIN, true), null);
        })
        .orElseThrow(Access::notAuthenticated);
  }

  private Caller bySession(String hash) {
    return operators
        .session(hash, clock.instant())
        .map(operator -> new Caller(operator, hash))
        .orElseThrow(Access::notAuthenticated);
  }

  private boolean nobody(String password) {
    passwords.matchesNobody(password);
    return false;
  }

  private Optional<Secret> sessionCookie(HttpRequest request) {
    return StreamSupport.stream(request.getHeaders().spliterator(), false)
        .filter(Cookie.class::isInstance)
        .flatMap(
            header -> StreamSupport.stream(((Cookie) header).getCookies().spliterator(), false))
        .filter(pair -> pair.name().equals(cookieName()))
        .map(HttpCookiePair::value)
        .filter(value -> !value.isEmpty())
        .map(Secret::new)
        .findFirst();
  }

  private String cookieName() {
    return secureCookies ? "__Host-baton" : "baton_session";
  }

  private String cookie(String value, long maxAgeSeconds) {
    return cookieName()
        + "="
        + value
        + "; Path=/; HttpOnly; SameSite=Strict; Max-Age="
        + maxAgeSeconds
        + (secureCookies ? "; Secure" : "");
  }

  private static void fromOwnPage(HttpRequest request) {
    String host = request.getHeader("Host").map(HttpHeader::value).orElse("");
    String origin = request.getHeader("Origin").map(HttpHeader::value).orElse("");
    String originHost = origin.replaceFirst("^https?://", "");
    String site = request.getHeader("Sec-Fetch-Site").map(HttpHeader::value).orElse("same-origin");
    if (origin.equals(originHost)
        || !originHost.equalsIgnoreCase(host)
        || !site.equals("same-origin")) {
      throw new Refused(Problem.of(403, "foreign_origin", "This comes from another site."));
    }
  }

  private static Refused notAuthenticated() {
    return new Refused(
        Problem.of(401, "not_authenticated", "Log in, or send a valid token or key."));
  }

  private <T> CompletionStage<T> remembered(
      Cache<String, T> cache, String hash, Function<String, T> lookUp) {
    @Nullable T known = cache.getIfPresent(hash);
    return known == null
        ? blocking(() -> {
          T found = lookUp.apply(hash);
          cache.put(hash, found);
          return found;
        })
        : CompletableFuture.completedStage(known);
  }

  private <T> CompletionStage<T> blocking(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, blocking);
  }
}
