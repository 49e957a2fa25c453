package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import dev.baton.http.HttpSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
  private static final String URL = "baton.database.url";

  @Test
  void theCommandLineWinsOverTheEnvironmentAndThatOverTheFiles() {
    Map<String, String> environment =
        Map.of("BATON_DATABASE_URL", "theirs", "BATON_DATABASE_USER", "ada", "BATON_MODELS", "off");

    Config both = Configuration.load(Map.of(URL, "ours"), environment);
    Config neither = Configuration.load(Map.of(), Map.of());

    assertThat(both.getString(URL)).isEqualTo("ours");
    assertThat(both.getString("baton.database.user")).isEqualTo("ada");
    assertThat(both.getBoolean("baton.engine.retrieval.models")).isFalse();
    assertThat(Configuration.load(Map.of(), environment).getString(URL)).isEqualTo("theirs");
    assertThat(neither.getString(URL)).isEmpty();
    // application.conf is under the environment, and over the defaults of the libraries.
    assertThat(neither.getInt("akka.http.server.max-connections")).isEqualTo(20_000);
  }

  @Test
  void aFileOfOnesOwnLiesBetweenTheEnvironmentAndOurs(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("baton.conf"),
            "baton.http.port = 9000, baton.http.public-url = \"https://file.example\"");
    Map<String, String> environment =
        Map.of("BATON_CONFIG", file.toString(), "BATON_PUBLIC_URL", "https://env.example");

    Config set = Configuration.load(Map.of(), environment);

    assertThat(set.getInt("baton.http.port")).isEqualTo(9000);
    assertThat(set.getString("baton.http.public-url")).isEqualTo("https://env.example");
    assertThat(set.getString("akka.actor.provider")).isEqualTo("cluster");
    Map<String, String> wrong = Map.of("BATON_CONFIG", folder.resolve("none.conf").toString());
    assertThatThrownBy(() -> Configuration.load(Map.of(), wrong))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("none.conf");
  }

  @Test
  void numbersFromTheEnvironmentAreNumbers() {
    Config set = Configuration.load(Map.of(), Map.of("BATON_SOCKETS_PER_ADDRESS", "77"));
    assertThat(HttpSettings.from(set).limits().socketsPerAddress()).isEqualTo(77);

    Config wrong = Configuration.load(Map.of(), Map.of("BATON_SOCKETS_PER_ADDRESS", "many"));
    assertThatThrownBy(() -> HttpSettings.from(wrong))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sockets-per-address");
  }
}
