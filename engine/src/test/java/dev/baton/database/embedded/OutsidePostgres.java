package dev.baton.database.embedded;

import static org.awaitility.Awaitility.await;

import dev.baton.database.DatabaseSettings;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A PostgreSQL as somebody else would run it: with the defaults, open to ALTER SYSTEM. */
public final class OutsidePostgres implements AutoCloseable {
  private final Cluster cluster;
  private final int port;

  private OutsidePostgres(Cluster cluster, int port) {
    this.cluster = cluster;
    this.port = port;
  }

  public static OutsidePostgres start(Path data, Path bin) throws IOException {
    Cluster cluster = Cluster.prepare(data.toRealPath(), bin);
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    List<String> command =
        cluster
            .runAs()
            .command(
                List.of(
                    bin.resolve("postgres").toString(),
                    "-D",
                    cluster.folder().toString(),
                    "-c",
                    "port=" + port,
                    "-c",
                    "unix_socket_directories="));
    Commands.clean(new ProcessBuilder(command))
        .directory(cluster.folder().toFile())
        .redirectErrorStream(true)
        .redirectOutput(new File("/dev/null"))
        .start();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Postmaster.of(cluster.folder()).filter(Postmaster::ready).isPresent());
    return new OutsidePostgres(cluster, port);
  }

  public DatabaseSettings settings() {
    return DatabaseSettings.of(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + Cluster.DATABASE,
        Cluster.USER,
        cluster.password());
  }

  /** Gives a file to the user that the server runs as; returns it. */
  public Path own(Path file) throws IOException {
    if (cluster.runAs().owner() != null) {
      Files.setOwner(file, cluster.runAs().owner());
    }
    return file;
  }

  @Override
  public void close() throws IOException {
    var running = Postmaster.of(cluster.folder());
    if (running.isPresent()) {
      running.get().stop(cluster.folder());
    }
  }
}
