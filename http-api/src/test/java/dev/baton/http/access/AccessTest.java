package dev.baton.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.Cookie;
import akka.http.javadsl.model.headers.RawHeader;
import dev.baton.customers.CustomerSession;
import dev.baton.customers.CustomerSessionStore;
import dev.baton.http.HttpSettings;
import dev.baton.http.problem.Failures;
import dev.baton.identity.ConversationId;
import dev.baton.identity.CustomerId;
import dev.baton.identity.OperatorId;
import dev.baton.identity.Secret;
import dev.baton.identity.WorkspaceId;
import dev.baton.operators.Operator;
import dev.baton.operators.OperatorStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What is remembered of those who proved who they are, and what is never taken from memory. */
class AccessTest {
  private static final WorkspaceId WORKSPACE = WorkspaceId.random();
  private static final Operator ADA =
      new Operator(
          OperatorId.random(), WORKSPACE, "ada@shop.example", "Ada", Operator.Role.ADMIN, true);
  private static final Duration WINDOW = Duration.ofHours(24);

  private final SettableClock clock = new SettableClock();
  private final Customers customers = new Customers();
  private final Operators operators = new Operators();
  private final Secret secret = Secret.random();
  private final Access access =
      new Access(
          operators,
          customers,
          new RateLimits(new HttpSettings.Limits(1, 1, 1, 1, 1, List.of())),
          Runnable::run,
          clock,
          false);

  @Test
  void aCustomersSessionIsLookedUpOnceForCallsInQuickSuccession() {
    CustomerSession session = session(clock.now.plus(WINDOW));
    customers.add(secret.hash(), session);

    assertThat(done(access.customer(secret))).isEqualTo(session);
    assertThat(done(access.customer(secret))).isEqualTo(session);
    assertThat(customers.lookUps).isEqualTo(1);
  }

  @Test
  void anExpiredSessionIsRefusedAlthoughItIsRemembered() {
    customers.add(secret.hash(), session(clock.now.plusSeconds(60)));
    done(access.customer(secret));

    clock.now = clock.now.plusSeconds(61);

    assertRefused(access.customer(secret), "token_expired");
  }

  @Test
  void oneThatAnotherNodeHasExtendedIsNotRefusedBecauseItWasRememberedAsItWas() {
    customers.add(secret.hash(), session(clock.now.plusSeconds(60)));
    done(access.customer(secret));
    customers.extend(secret.hash(), clock.now.plus(WINDOW));

    clock.now = clock.now.plusSeconds(61);

    assertThat(done(access.customer(secret)).expiresAt())
        .isEqualTo(clock.now.minusSeconds(61).plus(WINDOW));
    assertThat(customers.lookUps).isEqualTo(2);
  }

  @Test
  void aSessionThatWasExtendedIsGoodFromThenOn() {
    CustomerSession session = session(clock.now.plusSeconds(60));
    customers.add(secret.hash(), session);
    done(access.customer(secret));

    Instant until = done(access.extend(secret, session, WINDOW));
    clock.now = clock.now.plusSeconds(61);

    assertThat(until).isEqualTo(clock.now.minusSeconds(61).plus(WINDOW));
    assertThat(done(access.customer(secret)).expiresAt()).isEqualTo(until);
  }

  @Test
  void aSessionThatIsFreshIsNotExtendedForEveryMessage() {
    CustomerSession session = session(clock.now.plus(WINDOW));
    customers.add(secret.hash(), session);
    clock.now = clock.now.plusSeconds(59);

    assertThat(done(access.extend(secret, session, WINDOW))).isEqualTo(session.expiresAt());
    assertThat(done(access.customer(secret))).isEqualTo(session);

    clock.now = clock.now.plusSeconds(2);
    assertThat(done(access.extend(secret, session, WINDOW))).isEqualTo(clock.now.plus(WINDOW));
  }

  @Test
  void anExtensionThatIsLostFailsNothing() {
    CustomerSession session = session(clock.now.plusSeconds(60));
    customers.away = true;

    assertThat(done(access.extend(secret, session, WINDOW))).isEqualTo(session.expiresAt());
  }

  @Test
  void whoIsNotKnownIsNotRememberedAsUnknown() {
    assertRefused(access.customer(secret), "not_authenticated");
    customers.add(secret.hash(), session(clock.now.plus(WINDOW)));

    assertThat(done(access.customer(secret)).workspace()).isEqualTo(WORKSPACE);
  }

  @Test
  void anOperatorsSessionIsLookedUpOnceAndLoggingOutIsEffectiveAtOnce() {
    operators.sessions.put(secret.hash(), ADA);
    Caller caller = done(access.caller(byCookie()));
    assertThat(done(access.caller(byCookie()))).isEqualTo(caller);
    assertThat(operators.lookUps).isEqualTo(1);

    done(access.logOut(caller));

    assertRefused(access.caller(byCookie()), "not_authenticated");
  }

  @Test
  void aKeyIsLookedUpOnce() {
    operators.keys.put(secret.hash(), WORKSPACE);

    assertThat(done(access.caller(byBearer())).workspace()).isEqualTo(WORKSPACE);
    assertThat(done(access.caller(byBearer())).sessionHash()).isNull();
    assertThat(operators.lookUps).isEqualTo(1);
  }

  @Test
  void aSessionIsNoKeyAndAKeyIsNoSessionRememberedOrNot() {
    operators.sessions.put(secret.hash(), ADA);
    done(access.caller(byCookie()));
    assertRefused(access.caller(byBearer()), "not_authenticated");

    operators.sessions.clear();
    operators.keys.put(secret.hash(), WORKSPACE);
    done(access.logOut(new Caller(ADA, secret.hash())));
    done(access.caller(byBearer()));
    assertRefused(access.caller(byCookie()), "not_authenticated");
  }

  @Test
  void aRememberedSessionHelpsNoOtherSite() {
    operators.sessions.put(secret.hash(), ADA);
    done(access.caller(byCookie()));

    assertThatThrownBy(() ->
            access.caller(
                HttpRequest.POST("/")
                    .addHeaders(byCookie().getHeaders())
                    .addHeader(RawHeader.create("Host", "chat.example"))
                    .addHeader(RawHeader.create("Origin", "https://evil.example"))))
        .satisfies(
            failure -> assertThat(Failures.problem(failure).code()).isEqualTo("foreign_origin"));
  }

  private HttpRequest byCookie() {
    return HttpRequest.GET("/").addHeader(Cookie.create("baton_session", secret.reveal()));
  }

  private HttpRequest byBearer() {
    return HttpRequest.GET("/")
        .addHeader(RawHeader.create("Authorization", "Bearer " + secret.reveal()));
  }

  private static CustomerSession session(Instant expiresAt) {
    return new CustomerSession(
        WORKSPACE, ConversationId.random(), CustomerId.random(), null, null, expiresAt);
  }

  private static <T> T done(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private static void assertRefused(CompletionStage<?> stage, String code) {
    assertThat(stage.toCompletableFuture())
        .isCompletedExceptionally()
        .satisfies(
            refused -> assertThat(Failures.problem(refused.exceptionNow()).code()).isEqualTo(code));
  }

  private static final class SettableClock extends Clock {
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class Customers implements CustomerSessionStore {
    private final Map<String, CustomerSession> sessions = new HashMap<>();
    private int lookUps;
    private boolean away;

    @Override
    public void add(String tokenHash, CustomerSession session) {
      sessions.put(tokenHash, session);
    }

    @Override
    public Optional<CustomerSession> find(String tokenHash) {
      lookUps++;
      return Optional.ofNullable(sessions.get(tokenHash));
    }

    @Override
    public void extend(String tokenHash, Instant expiresAt) {
      if (away) {
        throw new IllegalStateException("database away");
      }
      sessions.computeIfPresent(
          tokenHash,
          (hash, was) ->
              new CustomerSession(
                  was.workspace(),
                  was.conversation(),
                  was.customer(),
                  was.pageUrl(),
                  was.pageTitle(),
                  expiresAt));
    }

    @Override
    public int removeExpired(Instant before, int most) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class Operators implements OperatorStore {
    private final Map<String, Operator> sessions = new HashMap<>();
    private final Map<String, WorkspaceId> keys = new HashMap<>();
    private int lookUps;

    @Override
    public Optional<Operator> session(String secretHash, Instant now) {
      lookUps++;
      return Optional.ofNullable(sessions.get(secretHash));
    }

    @Override
    public void removeSession(String secretHash) {
      sessions.remove(secretHash);
    }

    @Override
    public Optional<WorkspaceId> key(String secretHash) {
      lookUps++;
      return Optional.ofNullable(keys.get(secretHash));
    }

    @Override
    public void add(Operator operator, String passwordHash) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Operator> list(WorkspaceId workspace) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Operator> find(OperatorId id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Credentials> credentials(String email) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void addSession(String secretHash, OperatorId operator, Instant expiresAt) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void addKey(String secretHash, WorkspaceId workspace, String name) {
      throw new UnsupportedOperationException();
    }
  }
}
