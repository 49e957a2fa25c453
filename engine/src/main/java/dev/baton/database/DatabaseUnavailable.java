package dev.baton.database;

import akka.pattern.CircuitBreakerOpenException;
import akka.persistence.RecoveryTimedOut;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
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

  /** Why a call of the driver failed, and what to do about it. */
  public static DatabaseUnavailable connecting(DatabaseSettings settings, SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String where = settings.where();
    String message =
        switch (state) {
          case "28P01" -> wrongCredentials(settings);
          // 08004 is the driver's own: there is no password to give, or no TLS on the other side.
          case "08004" ->
              settings.demandsTls() && !settings.password().isEmpty()
                  ? where + " does not speak TLS: turn ssl on there, or take sslmode out of the URL"
                  : wrongCredentials(settings);
          case "28000" ->
              wrongCredentials(settings) + ", and the server's pg_hba.conf (it may ask for TLS)";
          case "3D000" ->
              "there is no database of that name at "
                  + where
                  + ": create it, or check baton.database.url";
          case "42501" ->
              "user "
                  + settings.user()
                  + " may not do that at "
                  + where
                  + " ("
                  + firstLine(e)
                  + "): let the owner grant it";
          case "53300" -> where + " has no connection left: raise its max_connections";
          case "57P03", "57P01" -> where + " is starting or stopping: try again in a moment";
          default ->
              !state.startsWith("08") && !state.isEmpty()
                  ? where + " refuses: " + firstLine(e)
                  : isTls(e)
                      ? where
                          + " has no certificate that can be trusted: check sslmode and sslrootcert"
                          + " in the URL"
                      : "no PostgreSQL answers at "
                          + where
                          + ": check that it runs, the network, and baton.database.url";
        };
    return new DatabaseUnavailable(message, e);
  }

  private static String wrongCredentials(DatabaseSettings settings) {
    return settings.where()
        + " does not let user "
        + settings.user()
        + " in: check baton.database.user and baton.database.password";
  }

  private static boolean isTls(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
        return true;
      }
    }
    return false;
  }

  static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }
}
