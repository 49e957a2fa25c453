package dev.baton.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class DatabaseUnavailableTest {
  @Test
  void aDatabaseThatIsAwayOrSlowIsAnOutage() {
    assertThat(DatabaseUnavailable.isOutage(new CompletionException(new SQLException("gone"))))
        .isTrue();
    assertThat(DatabaseUnavailable.isOutage(new TimeoutException("slow"))).isTrue();
  }

  @Test
  void anEventThatCannotBeReadIsNone() {
    assertThat(DatabaseUnavailable.isOutage(new IllegalStateException("no such type"))).isFalse();
  }
}
