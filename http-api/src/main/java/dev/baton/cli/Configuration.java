package dev.baton.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.io.File;
import java.util.HashMap;
import java.util.Map;

/**
 * Where settings come from. What stands on the command line wins over the environment, that over
 * the file that BATON_CONFIG names, that over application.conf, and that over the defaults in
 * reference.conf.
 */
final class Configuration {
  /** What people set by environment, and the keys that it stands for. */
  static final Map<String, String> ENVIRONMENT =
      Map.ofEntries(
          Map.entry("BATON_PUBLIC_URL", "baton.http.public-url"),
          Map.entry("BATON_CONVERSATIONS_PER_MINUTE", "baton.http.limits.conversations-per-minute"),
          Map.entry("BATON_MESSAGES_PER_TEN_SECONDS", "baton.http.limits.messages-per-ten-seconds"),
          Map.entry("BATON_SOCKETS_PER_ADDRESS", "baton.http.limits.sockets-per-address"),
          Map.entry("BATON_MODELS", "baton.engine.retrieval.models"),
          Map.entry("BATON_DATABASE_URL", "baton.database.url"),
          Map.entry("BATON_DATABASE_USER", "baton.database.user"),
          Map.entry("BATON_DATABASE_PASSWORD", "baton.database.password"),
          Map.entry("BATON_DATABASE_PASSWORD_FILE", "baton.database.password-file"),
          Map.entry("BATON_DATABASE_BINARIES", "baton.database.binaries"),
          Map.entry("BATON_CLUSTER_HOST", "baton.cluster.host"),
          Map.entry("BATON_CLUSTER_PORT", "baton.cluster.port"),
          Map.entry("BATON_CLUSTER_BIND_HOST", "baton.cluster.bind-host"),
          Map.entry("BATON_CLUSTER_CERTIFICATES", "baton.cluster.certificates"),
          Map.entry("BATON_CLUSTER_TLS", "baton.cluster.tls"));

  private Configuration() {}

  /** The settings of this process, under the keys that its command line sets. */
  static Config load(Map<String, ?> options) {
    return load(options, System.getenv());
  }

  static Config load(Map<String, ?> options, Map<String, String> environment) {
    Map<String, String> named = new HashMap<>();
    ENVIRONMENT.forEach((name, key) -> {
      String value = environment.get(name);
      if (value != null) {
        named.put(key, value);
      }
    });
    Config files = ConfigFactory.load();
    String file = environment.get("BATON_CONFIG");
    if (file != null && !file.isBlank()) {
      ConfigParseOptions mustExist = ConfigParseOptions.defaults().setAllowMissing(false);
      files = ConfigFactory.parseFile(new File(file), mustExist).withFallback(files).resolve();
    }
    return ConfigFactory.parseMap(options, "the command line")
        .withFallback(ConfigFactory.defaultOverrides())
        .withFallback(ConfigFactory.parseMap(named, "the environment"))
        .withFallback(files);
  }
}
