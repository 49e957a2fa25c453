package dev.baton.testkit;

import dev.baton.database.Database;
import dev.baton.database.DatabaseSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real, empty database with all tables for one test class, on a PostgreSQL that all classes of
 * the JVM share:
 *
 * <pre>{@code
 * @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
 * }</pre>
 *
 * <p>{@link #database()} is open from before the first to after the last test of the class. A test
 * that restarts a server closes it and calls {@link #reopen()}. Making one takes about a tenth of a
 * second; nothing runs on after the test JVM.
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {
  private final List<String> others = new ArrayList<>();
  private @Nullable TestServer server;
  private @Nullable String name;
  private @Nullable Database database;

  public Database database() {
    return Objects.requireNonNull(database, "only while the class is being tested");
  }

  /** How to connect to the database of this class. */
  public DatabaseSettings settings() {
    return server().settings(Objects.requireNonNull(name));
  }

  /** How to connect to any database of the same server, there or not. */
  public DatabaseSettings settings(String other) {
    return server().settings(other);
  }

  /** How to connect to a new database of the same server, without any table. */
  public DatabaseSettings empty() {
    return other(server().createEmpty());
  }

  /** How to connect to a new database of the same server, with all tables, empty. */
  public DatabaseSettings migrated() {
    return other(server().create());
  }

  private DatabaseSettings other(String name) {
    others.add(name);
    return server().settings(name);
  }

  /** Closes the database, as a server that stops does, and opens it again. */
  public Database reopen() {
    database().close();
    Database reopened = Database.open(settings());
    database = reopened;
    return reopened;
  }

  /** The unpacked programs, for tests that start a PostgreSQL of their own. */
  public Path binaries() {
    return TestServer.binaries();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    server = TestServer.ofThisJvm();
    name = server.create();
    database = Database.open(settings());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (database != null) {
      database.close();
    }
    if (name != null) {
      server().drop(name);
    }
    others.forEach(server()::drop);
    others.clear();
  }

  private TestServer server() {
    return Objects.requireNonNull(server, "only while the class is being tested");
  }
}
