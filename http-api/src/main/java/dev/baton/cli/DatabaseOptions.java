package dev.baton.cli;

import com.typesafe.config.Config;
import dev.baton.database.DatabaseSettings;
import dev.baton.database.embedded.DataFolderInUse;
import dev.baton.database.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which database a command works on: shared by all verbs that open one themselves. */
final class DatabaseOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  private @Nullable String url;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Folder for database, index and keys (default: ./${DEFAULT-VALUE}).")
  private Path data = Path.of("data");

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = {
        "Your PostgreSQL instead of the one in DIR:",
        "postgresql://user@host:5432/name. The password",
        "stands in BATON_DATABASE_PASSWORD, or in a file",
        "that BATON_DATABASE_PASSWORD_FILE names."
      })
  void setUrl(String address) {
    if (DatabaseSettings.hasPassword(address)) {
      throw new ParameterException(
          spec.commandLine(),
          "A password in --database could be read by everybody on this machine: put it into"
              + " BATON_DATABASE_PASSWORD, or into a file that BATON_DATABASE_PASSWORD_FILE names.");
    }
    url = address;
  }

  Path data() {
    return data;
  }

  /** The keys that the command line sets. */
  Map<String, String> settings() {
    return url == null ? Map.of() : Map.of("baton.database.url", url);
  }

  /** A database that can be connected to, until it is closed. */
  record Opened(DatabaseSettings settings, AutoCloseable running) implements AutoCloseable {
    @Override
    public void close() {
      try {
        running.close();
      } catch (Exception e) {
        throw new CommandFailed("the database did not stop: " + e.getMessage());
      }
    }
  }

  /** The database for this command alone; the embedded one is made where none is. */
  Opened open(Config config) {
    return external(config)
        .map(theirs -> new Opened(theirs, () -> {}))
        .orElseGet(() -> started(config));
  }

  /** The same, but an embedded database must be there already. */
  Opened openExisting(Config config) {
    if (external(config).isEmpty() && !EmbeddedPostgres.isIn(data)) {
      throw new Misconfigured(
          "there is no database in "
              + data
              + ": name the server's data folder with --data, or your PostgreSQL with --database");
    }
    return open(config);
  }

  /** The database beside a server that may work on it, and also without one. */
  Opened reach(Config config) {
    try {
      return openExisting(config);
    } catch (DataFolderInUse e) {
      DatabaseSettings running = EmbeddedPostgres.running(data).orElseThrow(() -> e);
      return new Opened(running, () -> {});
    }
  }

  /** The database that somebody else runs; empty where it is Baton's own. */
  Optional<DatabaseSettings> external(Config config) {
    Config database = config.getConfig("baton.database");
    String address = database.getString("url");
    if (address.isBlank()) {
      return Optional.empty();
    }
    boolean named = url != null && DatabaseSettings.hasUser(url);
    return Optional.of(
        DatabaseSettings.of(
            address, named ? null : orNull(database.getString("user")), password(database)));
  }

  static @Nullable Path binaries(Config config) {
    String binaries = config.getString("baton.database.binaries");
    return binaries.isBlank() ? null : Path.of(binaries);
  }

  private Opened started(Config config) {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(data, binaries(config));
    return new Opened(postgres.settings(), postgres);
  }

  private static @Nullable String password(Config database) {
    String file = database.getString("password-file");
    if (file.isBlank()) {
      return orNull(database.getString("password"));
    }
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new Misconfigured(
          "the password file "
              + file
              + " cannot be read: check BATON_DATABASE_PASSWORD_FILE and the file's owner");
    }
  }

  private static @Nullable String orNull(String text) {
    return text.isBlank() ? null : text;
  }
}
