package dev.baton.database;

import akka.pattern.CircuitBreakerOpenException;
import akka.persistence.RecoveryTimedOut;
import java.sql.SQLException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The database cannot be reached, or does not let us in. */
public final class DatabaseUnavailable extends DatabaseProblem {
  DatabaseUnavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Whether a failure of the journal says that the database is away or slow, and no more. */
  public static boolean isOutage(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException
          || cause instanceof TimeoutException
          || cause instanceof RejectedExecutionException
          || cause instanceof CircuitBreakerOpenException
          || cause instanceof RecoveryTimedOut) {
        return true;
      }
    }
    return false;
  }

  static DatabaseUnavailable connecting(DatabaseSettings settings, SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String message =
        switch (state) {
          // 08004 is the driver's own: the server asked for a password and none was given.
          case "28P01", "28000", "08004" ->
              settings.where()
                  + " does not let user "
                  + settings.user()
                  + " in: check baton.database.user and baton.database.password";
          case "3D000" ->
              "there is no database of that name at "
                  + settings.where()
                  + ": create it, or check baton.database.url";
          case "53300" -> settings.where() + " has no connection left: raise its max_connections";
          case "57P03", "57P01" ->
              settings.where() + " is starting or stopping: try again in a moment";
          default ->
              state.startsWith("08") || state.isEmpty()
                  ? "no PostgreSQL answers at " + settings.where() + ": check baton.database.url"
                  : settings.where() + " refuses: " + firstLine(e);
        };
    return new DatabaseUnavailable(message, e);
  }

  static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }
}
