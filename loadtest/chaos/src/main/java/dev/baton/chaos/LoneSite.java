package dev.baton.chaos;

import dev.baton.chaos.victims.OutsidePostgres;
import dev.baton.chaos.victims.Postgres;
import dev.baton.chaos.victims.ServerProcess;
import dev.baton.chaos.victims.Undertaker;
import dev.baton.database.Database;
import dev.baton.database.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The server and the database of one run, in a folder that goes with it. */
final class LoneSite implements Site {
  private final RunFolder folder;
  private final Workplace workplace;
  private final ServerProcess server;
  private final Postgres database;
  private final @Nullable OutsidePostgres outside;
  private final Undertaker undertaker;

  private LoneSite(
      RunFolder folder,
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
  static LoneSite build(Installation installation, Options options)
      throws IOException, InterruptedException {
    RunFolder folder = RunFolder.make(installation);
    Path data = folder.folder("data");
    Path home = options.external() ? folder.folder("outside") : data;
    Path cluster = home.resolve("postgres");
    Undertaker undertaker = new Undertaker(folder.path(), cluster, List.of());
    AtomicReference<@Nullable Workplace> prepared = new AtomicReference<>();
    @Nullable OutsidePostgres outside = null;
    if (options.external()) {
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
                folder.path(),
                options.seed(),
                options.kills() > 0,
                outside == null ? null : outside.settings(),
                null));
    Workplace workplace = prepared.get();
    if (workplace == null) {
      throw new IllegalStateException("nothing was prepared");
    }
    Postgres database = outside == null ? new Postgres(cluster) : outside;
    return new LoneSite(folder, workplace, server, database, outside, undertaker);
  }

  @Override
  public RunFolder folder() {
    return folder;
  }

  @Override
  public Workplace workplace() {
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

  @Override
  public void stop() throws IOException {
    server.close();
  }

  @Override
  public void read(Consumer<Database> reader) {
    if (outside != null) {
      try (Database open = Database.open(outside.settings())) {
        reader.accept(open);
      }
      return;
    }
    try (EmbeddedPostgres last = EmbeddedPostgres.start(folder.path().resolve("data"), null);
        Database open = Database.open(last.settings())) {
      reader.accept(open);
    }
  }

  @Override
  public void close() throws IOException {
    stop();
    if (outside != null) {
      outside.close();
    }
    undertaker.close();
  }
}
