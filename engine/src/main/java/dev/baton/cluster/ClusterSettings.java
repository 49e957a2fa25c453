package dev.baton.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a node is reached by the others.
 *
 * @param host name or address by which the other nodes reach this one
 * @param port TCP, as the others see it
 * @param bindHost name or address to listen on
 * @param bindPort to listen on
 * @param certificates made by {@link NodeCertificates}; empty where nodes talk in the clear
 */
public record ClusterSettings(
    String host, int port, String bindHost, int bindPort, Optional<NodeCertificates> certificates) {

  /**
   * The settings under {@code baton.cluster}; empty for a server that stands alone.
   *
   * @throws NodeRefused naming the key that is missing or wrong
   */
  public static Optional<ClusterSettings> from(Config root) {
    Config cluster = root.getConfig("baton.cluster");
    String host = cluster.getString("host").strip();
    if (host.isEmpty()) {
      return Optional.empty();
    }
    int port = port(cluster, "port", 1);
    int bindPort = port(cluster, "bind-port", 0);
    String bindHost = cluster.getString("bind-host").strip();
    String folder = cluster.getString("certificates").strip();
    boolean tls = cluster.getBoolean("tls");
    if (tls && folder.isEmpty()) {
      throw new NodeRefused(
          "baton.cluster.certificates is empty: make them with ./baton cluster certificates,"
              + " or set baton.cluster.tls to off where nobody else reaches the nodes' network");
    }
    return Optional.of(
        new ClusterSettings(
            host,
            port,
            bindHost.isEmpty() ? host : bindHost,
            bindPort == 0 ? port : bindPort,
            tls ? Optional.of(NodeCertificates.in(Path.of(folder))) : Optional.empty()));
  }

  private static int port(Config cluster, String key, int least) {
    int port = cluster.getInt(key);
    if (port < least || port > 65_535) {
      throw new NodeRefused(
          "baton.cluster." + key + " must be " + least + " to 65535, and is " + port);
    }
    return port;
  }

  /** What the actor system needs to know of it. */
  public Config akkaSettings() {
    String artery = "akka.remote.artery.";
    Map<String, Object> values = new HashMap<>();
    values.put("akka.cluster.split-brain-resolver.active-strategy", "lease-majority");
    // Where conversations are must be agreed on while all of them are busy.
    values.put("akka.actor.internal-dispatcher", "akka.cluster.own-dispatcher");
    values.put(artery + "canonical.hostname", host);
    values.put(artery + "canonical.port", port);
    values.put(artery + "bind.hostname", bindHost);
    values.put(artery + "bind.port", bindPort);
    certificates.ifPresent(files -> {
      String ssl = artery + "ssl.";
      String keys = ssl + "rotating-keys-engine.";
      values.put(artery + "transport", "tls-tcp");
      values.put(
          ssl + "ssl-engine-provider", "akka.remote.artery.tcp.ssl.RotatingKeysSSLEngineProvider");
      values.put(keys + "key-file", files.key().toString());
      values.put(keys + "cert-file", files.certificate().toString());
      values.put(keys + "ca-cert-file", files.authority().toString());
    });
    return ConfigFactory.parseMap(values, "the cluster's settings");
  }
}
