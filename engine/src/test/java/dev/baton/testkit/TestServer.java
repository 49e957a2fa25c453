package dev.baton.testkit;

import dev.baton.database.Database;
import dev.baton.database.DatabaseSettings;
import dev.baton.database.embedded.DataFolderInUse;
import dev.baton.database.embedded.EmbeddedPostgres;
import dev.baton.database.embedded.OtherPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The one PostgreSQL of a test JVM: the newest that Baton supports, which it also brings, or with
 * {@code -Dbaton.postgres=oldest} the oldest. Its folder is in {@code target} and stays there, so
 * that a later run starts in a fraction of a second and stops what a killed run has left behind.
 */
final class TestServer {
  private static final int FOLDERS_MAX = 4;
  private static final String TEMPLATE = "test_template";
  private static final @Nullable String VERSION = System.getProperty("baton.postgres");

  private final AtomicInteger names = new AtomicInteger();
  private final EmbeddedPostgres postgres;

  private static @Nullable TestServer ofThisJvm;

  /** Runs until the JVM ends: it is not JUnit's to close, which may run each class by itself. */
  static synchronized TestServer ofThisJvm() {
    TestServer server = ofThisJvm;
    if (server == null) {
      server = new TestServer();
      Runtime.getRuntime().addShutdownHook(new Thread(server.postgres::close, "test database"));
      ofThisJvm = server;
    }
    return server;
  }

  private TestServer() {
    postgres = start();
    try {
      for (String left : databases()) {
        drop(left);
      }
      admin("CREATE DATABASE " + TEMPLATE);
    } catch (SQLException e) {
      postgres.close();
      throw new IllegalStateException(e);
    }
    Database.open(postgres.settings(TEMPLATE)).close();
  }

  /** A new database with all tables, empty. */
  String create() {
    String name = "test_" + names.incrementAndGet();
    admin("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
    return name;
  }

  void drop(String name) {
    admin("DROP DATABASE " + name + " WITH (FORCE)");
  }

  DatabaseSettings settings(String name) {
    return postgres.settings(name);
  }

  /** A new database without anything. */
  String createEmpty() {
    String name = "test_" + names.incrementAndGet();
    admin("CREATE DATABASE " + name);
    return name;
  }

  /** The bin folder of the programs that run here. */
  static Path binaries() {
    if (VERSION != null) {
      return OtherPostgres.programs(VERSION);
    }
    for (int n = 1; n <= FOLDERS_MAX; n++) {
      Path unpacked = folder(n).resolve("postgres-bin");
      if (Files.isDirectory(unpacked)) {
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(unpacked, "[0-9a-f]*")) {
          for (Path version : versions) {
            return version.resolve("bin");
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    throw new IllegalStateException("no server was started yet");
  }

  private static Path folder(int n) {
    String version = VERSION == null ? "" : VERSION + "-";
    return Path.of("target", "test-database-" + version + n).toAbsolutePath();
  }

  /** The next folder when another test run of the same checkout is using one. */
  private static EmbeddedPostgres start() {
    for (int n = 1; ; n++) {
      try {
        return EmbeddedPostgres.start(
            folder(n), VERSION == null ? null : OtherPostgres.programs(VERSION));
      } catch (DataFolderInUse e) {
        if (n == FOLDERS_MAX) {
          throw e;
        }
      }
    }
  }

  private List<String> databases() throws SQLException {
    DatabaseSettings settings = postgres.settings();
    List<String> names = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(settings.url(), settings.user(), settings.password());
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT datname FROM pg_database WHERE datname LIKE 'test%'")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private void admin(String sql) {
    DatabaseSettings settings = postgres.settings();
    try (Connection connection =
            DriverManager.getConnection(settings.url(), settings.user(), settings.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
