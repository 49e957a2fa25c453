package dev.baton.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * The stores' connections, as a circuit breaker hands them out (Nygard, Release It!, 2007): once
 * the pool has failed to give one, callers hear so at once, and one of them tries each second.
 * Otherwise everybody would wait for the pool's patience in a row, each behind the others.
 */
final class StoreConnections implements ConnectionFactory {
  static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final DatabaseSettings settings;
  private final DataSource pool;
  private final LongSupplier nanoTime;

  /** Null while connections are to be had. */
  private final AtomicReference<@Nullable Away> away = new AtomicReference<>();

  /** When somebody may try again. */
  private record Away(long due) {}

  StoreConnections(DatabaseSettings settings, DataSource pool, LongSupplier nanoTime) {
    this.settings = settings;
    this.pool = pool;
    this.nanoTime = nanoTime;
  }

  /**
   * A connection of the pool.
   *
   * @throws DatabaseUnavailable at once while the database is known to be away
   */
  @Override
  public Connection openConnection() {
    @Nullable Away known = away.get();
    if (known != null) {
      boolean due = nanoTime.getAsLong() - known.due() >= 0;
      if (!due || !away.compareAndSet(known, inASecond())) {
        throw new DatabaseUnavailable(settings.where() + " is away", null);
      }
    }
    try {
      Connection connection = pool.getConnection();
      away.set(null);
      return connection;
    } catch (SQLException e) {
      away.set(inASecond());
      throw DatabaseUnavailable.connecting(settings, e);
    }
  }

  private Away inASecond() {
    return new Away(nanoTime.getAsLong() + PAUSE_NANOS);
  }
}
