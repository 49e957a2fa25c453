package dev.baton.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One command makes what nodes need, and what cannot work is said in one line. */
class NodeCertificatesTest {
  @TempDir private Path folder;

  @Test
  void whatIsMadeIsAccepted() throws Exception {
    NodeCertificates made = NodeCertificates.make(folder.resolve("new"));

    assertThat(NodeCertificates.in(made.folder())).isEqualTo(made);
    assertThat(Files.getPosixFilePermissions(made.key()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.readString(made.key())).startsWith("-----BEGIN PRIVATE KEY-----");
    assertThatThrownBy(() -> NodeCertificates.make(made.folder()))
        .isInstanceOf(NodeRefused.class)
        .hasMessageContaining("ca.crt is there already");
    Config config =
        ConfigFactory.parseString(
                "baton.cluster { host = a, certificates = \"" + made.folder() + "\" }")
            .withFallback(ConfigFactory.load());
    Config akka = ClusterSettings.from(config).orElseThrow().akkaSettings();
    assertThat(akka.getString("akka.remote.artery.transport")).isEqualTo("tls-tcp");
  }

  @Test
  void whatIsMissingOrNoCertificateIsNamed() throws Exception {
    assertThatThrownBy(() -> NodeCertificates.in(folder))
        .isInstanceOf(NodeRefused.class)
        .hasMessageContaining("ca.crt cannot be read");
    for (String file : new String[] {"ca.crt", "node.crt", "node.key"}) {
      Files.writeString(folder.resolve(file), "nothing\n");
    }
    assertThatThrownBy(() -> NodeCertificates.in(folder))
        .isInstanceOf(NodeRefused.class)
        .hasMessageContaining("ca.crt is no certificate");
  }

  @Test
  void oneThatHasExpiredIsNamedWithItsDay() throws Exception {
    for (String file : new String[] {"ca.crt", "node.crt", "node.key"}) {
      try (var expired = getClass().getResourceAsStream("expired.crt")) {
        Files.copy(java.util.Objects.requireNonNull(expired), folder.resolve(file));
      }
    }
    assertThatThrownBy(() -> NodeCertificates.in(folder))
        .isInstanceOf(NodeRefused.class)
        .hasMessageContaining("ca.crt has expired, on 20")
        .hasMessageContaining("./baton cluster certificates");
  }

  @Test
  void settingsThatCannotWorkAreNamed() {
    assertThat(ClusterSettings.from(ConfigFactory.load())).isEmpty();
    assertRefused("host = a", "baton.cluster.certificates is empty");
    assertRefused("host = a, port = 70000", "baton.cluster.port must be 1 to 65535, and is 70000");
  }

  private static void assertRefused(String settings, String why) {
    Config config =
        ConfigFactory.parseString("baton.cluster { " + settings + " }")
            .withFallback(ConfigFactory.load());
    assertThatThrownBy(() -> ClusterSettings.from(config))
        .isInstanceOf(NodeRefused.class)
        .hasMessageContaining(why);
  }
}
