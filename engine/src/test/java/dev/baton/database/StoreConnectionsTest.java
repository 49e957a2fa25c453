package dev.baton.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class StoreConnectionsTest {
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private boolean away;
  private final Connection connection =
      stub(Connection.class, (proxy, method, arguments) -> "a connection");
  private final StoreConnections connections =
      new StoreConnections(
          DatabaseSettings.of("jdbc:postgresql://localhost/baton", "baton", ""), pool(), now::get);

  @Test
  void whileThePoolGivesConnectionsEachCallerGetsOne() {
    assertThat(connections.openConnection()).isSameAs(connection);
    assertThat(connections.openConnection()).isSameAs(connection);
    assertThat(asked).hasValue(2);
  }

  @Test
  void afterAFailureNobodyWaitsForThePoolAgainWithinASecond() {
    away = true;
    assertUnavailable();
    assertThat(asked).hasValue(1);

    now.addAndGet(StoreConnections.PAUSE_NANOS - 1);
    assertUnavailable();
    assertThat(asked).hasValue(1);
  }

  @Test
  void oneCallerASecondTriesAndTheOthersDoNotWaitForHim() {
    away = true;
    assertUnavailable();

    now.addAndGet(StoreConnections.PAUSE_NANOS);
    assertUnavailable();
    assertUnavailable();
    assertThat(asked).hasValue(2);
  }

  @Test
  void theFirstWhoGetsAConnectionOpensItForAll() {
    away = true;
    assertUnavailable();
    away = false;

    now.addAndGet(StoreConnections.PAUSE_NANOS);
    assertThat(connections.openConnection()).isSameAs(connection);
    assertThat(connections.openConnection()).isSameAs(connection);
    assertThat(asked).hasValue(3);
  }

  private void assertUnavailable() {
    assertThatThrownBy(connections::openConnection).isInstanceOf(DatabaseUnavailable.class);
  }

  private DataSource pool() {
    return stub(
        DataSource.class,
        (proxy, method, arguments) -> {
          asked.incrementAndGet();
          if (away) {
            throw new SQLTransientConnectionException("timed out");
          }
          return connection;
        });
  }

  private static <T> T stub(Class<T> type, InvocationHandler calls) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls));
  }
}
