package dev.baton.chaos;

import dev.baton.chaos.victims.OutsidePostgres;
import dev.baton.chaos.victims.Postgres;
import dev.baton.chaos.victims.ServerProcess;
import dev.baton.chaos.victims.Undertaker;
import dev.baton.database.Database;
import dev.baton.database.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The server and the database of one run, in a folder that goes with it. */
final class Site implements AutoCloseable {
  private final Path folder;
  private final Workplace workplace;
  private final ServerProcess server;
  private final Postgres database;
  private final @Nullable OutsidePostgres outside;
  private final Undertaker undertaker;

  private Site(
      Path folder,
      Workplace workplace,
      ServerProcess server,
      Postgres database,
      @Nullable OutsidePostgres outside,
      Undertaker undertaker) {
    this.folder = folder;
    this.workplace = workplace;
    this.server = server;
    this.database = database;
    this.outside = outside;
    this.undertaker = undertaker;
  }

  /** Sets it up; the server does not run yet. */
  static Site build(Installation installation, Options options)
      throws IOException, InterruptedException {
    Files.createDirectories(installation.target());
    Path folder = Files.createTempDirectory(installation.target().toRealPath(), "run-");
    // PostgreSQL may run as another user than root.
    folder.toFile().setExecutable(true, false);
    Path data = Files.createDirectory(folder.resolve("data"));
    Path cluster = (options.external() ? folder.resolve("outside") : data).resolve("postgres");
    Undertaker undertaker = new Undertaker(folder, cluster);
    AtomicReference<@Nullable Workplace> prepared = new AtomicReference<>();
    @Nullable OutsidePostgres outside = null;
    if (options.external()) {
      Path home = Files.createDirectory(folder.resolve("outside"));
      outside = OutsidePostgres.create(home, settings -> prepared.set(Workplace.prepare(settings)));
    } else {
      try (EmbeddedPostgres first = EmbeddedPostgres.start(data, null)) {
        prepared.set(Workplace.prepare(first.settings()));
      }
    }
    ServerProcess server =
        new ServerProcess(
            new ServerProcess.Setup(
                installation.lib(),
                installation.chaos(),
                folder,
                options.seed(),
                options.kills() > 0,
                outside == null ? null : outside.settings(),
                null));
    Workplace workplace = prepared.get();
    if (workplace == null) {
      throw new IllegalStateException("nothing was prepared");
    }
    Postgres database = outside == null ? new Postgres(cluster) : outside;
    return new Site(folder, workplace, server, database, outside, undertaker);
  }

  Path folder() {
    return folder;
  }

  Workplace workplace() {
    return workplace;
  }

  ServerProcess server() {
    return server;
  }

  Postgres database() {
    return database;
  }

  /** Starts a killed database that nobody else starts. */
  void startOutside() throws IOException, InterruptedException {
    if (outside != null) {
      outside.start();
    }
  }

  /** Opens the database when the server has stopped. */
  void read(Consumer<Database> reader) {
    if (outside != null) {
      try (Database open = Database.open(outside.settings())) {
        reader.accept(open);
      }
      return;
    }
    try (EmbeddedPostgres last = EmbeddedPostgres.start(folder.resolve("data"), null);
        Database open = Database.open(last.settings())) {
      reader.accept(open);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    if (outside != null) {
      outside.close();
    }
    undertaker.close();
  }

  /** Removes the folder. */
  void remove() {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
