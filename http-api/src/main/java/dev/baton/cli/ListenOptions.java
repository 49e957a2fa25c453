package dev.baton.cli;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the server listens, when the command line says so. */
final class ListenOptions {
  @Option(names = "--port", description = "Port to listen on; 0 takes a free one (default: 8080).")
  private @Nullable Integer port;

  @Option(names = "--host", description = "Address to listen on (default: 127.0.0.1).")
  private @Nullable String host;

  /** The keys that the command line sets; the map is the caller's. */
  Map<String, Object> settings() {
    Map<String, Object> set = new HashMap<>();
    if (port != null) {
      set.put("baton.http.port", port);
    }
    if (host != null) {
      set.put("baton.http.host", host);
    }
    return set;
  }
}
