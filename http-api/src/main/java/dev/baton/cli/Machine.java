package dev.baton.cli;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import com.typesafe.config.Config;
import dev.baton.database.DatabaseProblem;
import dev.baton.database.embedded.EmbeddedPostgres;
import dev.baton.database.upkeep.Finding;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the server needs of the machine that it runs on. */
final class Machine {
  private static final int JAVA_LEAST = 21;
  // The server's heap, its models and PostgreSQL; with less heap it can do with half of that.
  private static final long MEMORY_GOOD = 3L << 30;
  private static final long MEMORY_LEAST = 3L << 29;
  // Besides its sockets: jars, the index, the database's connections.
  private static final int OTHER_FILES = 200;
  private static final long DISK_GOOD = 2L << 30;
  private static final long DISK_LEAST = 200L << 20;
  private static final double GIB = 1 << 30;
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

  private final Config config;
  private final Path data;

  Machine(Config config, Path data) {
    this.config = config;
    this.data = data;
  }

  List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    findings.add(java());
    findings.add(memory());
    openFiles().ifPresent(findings::add);
    findings.add(disk());
    findings.add(port());
    if (config.getString("baton.database.url").isBlank()) {
      findings.add(programs());
    }
    return findings;
  }

  private static Finding java() {
    Runtime.Version version = Runtime.version();
    return version.feature() >= JAVA_LEAST
        ? Finding.ok("java", version.toString())
        : Finding.bad("java", version + ": install JDK " + JAVA_LEAST + " or later");
  }

  private static Finding memory() {
    long total = system().getTotalMemorySize();
    String says = String.format(Locale.ROOT, "%.1f GiB", total / GIB);
    if (total >= MEMORY_GOOD) {
      return Finding.ok("memory", says);
    }
    String less = ": give it 3 GiB, or start with BATON_JAVA_OPTS=-Xmx1g and BATON_MODELS=off";
    return total >= MEMORY_LEAST
        ? Finding.warn("memory", says + less)
        : Finding.bad("memory", says + less);
  }

  private Optional<Finding> openFiles() {
    if (!(system() instanceof UnixOperatingSystemMXBean unix)) {
      return Optional.empty();
    }
    long allowed = unix.getMaxFileDescriptorCount();
    long needed = config.getLong("akka.http.server.max-connections") + OTHER_FILES;
    return Optional.of(
        allowed >= needed
            ? Finding.ok("open files", allowed + " allowed, " + needed + " needed")
            : Finding.warn(
                "open files",
                allowed
                    + " allowed, and all connections together need "
                    + needed
                    + ": raise ulimit -n (LimitNOFILE of systemd), or lower"
                    + " akka.http.server.max-connections"));
  }

  private Finding disk() {
    Path folder = data.toAbsolutePath();
    while (!Files.exists(folder) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    if (!Files.isWritable(folder)) {
      return Finding.bad("disk", folder + " cannot be written: give it to who runs the server");
    }
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      String says = String.format(Locale.ROOT, "%.1f GiB free in %s", free / GIB, folder);
      if (free >= DISK_GOOD) {
        return Finding.ok("disk", says);
      }
      String more = ": make room, or move the data folder";
      return free >= DISK_LEAST
          ? Finding.warn("disk", says + more)
          : Finding.bad("disk", says + more);
    } catch (IOException e) {
      return Finding.warn("disk", "its free space cannot be read in " + folder);
    }
  }

  private Finding port() {
    String host = config.getString("baton.http.host");
    int port = config.getInt("baton.http.port");
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(host, port));
      return Finding.ok("port", port + " on " + host + " is free");
    } catch (IOException e) {
      return taken(host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host, port);
    }
  }

  private static Finding taken(String host, int port) {
    String place = port + " on " + host;
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER_TIMEOUT).build()) {
      if (!get(http, host, port, "/healthz").body().equals("ok\n")) {
        return Finding.bad("port", place + " belongs to another program: choose one with --port");
      }
      return get(http, host, port, "/readyz").statusCode() == 200
          ? Finding.ok("port", "a healthy server answers on " + place)
          : Finding.bad("port", "the server on " + place + " is not ready: see the database");
    } catch (IOException | IllegalArgumentException e) {
      return Finding.bad(
          "port", place + " cannot be used and no Baton answers there: choose another with --port");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Finding.warn("port", "interrupted");
    }
  }

  private static HttpResponse<String> get(HttpClient http, String host, int port, String path)
      throws IOException, InterruptedException {
    String authority = host.contains(":") ? "[" + host + "]" : host;
    URI address = URI.create("http://" + authority + ":" + port + path);
    return http.send(
        HttpRequest.newBuilder(address).timeout(ANSWER_TIMEOUT).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private Finding programs() {
    try {
      return Finding.ok("postgresql", EmbeddedPostgres.programs(DatabaseOptions.binaries(config)));
    } catch (DatabaseProblem e) {
      return Finding.bad("postgresql", e.getMessage());
    }
  }

  private static OperatingSystemMXBean system() {
    return (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  }
}
