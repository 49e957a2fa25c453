package dev.baton.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.baton.database.embedded.OutsidePostgres;
import dev.baton.testkit.Sql;
import dev.baton.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL of somebody else's that speaks TLS, under a certificate of its own. */
class TlsTest {
  private static final String PASSWORD = "changeit";

  @RegisterExtension static final TestDatabase PROGRAMS = new TestDatabase();

  @TempDir Path folder;

  @Test
  void theParametersOfTlsReachTheDriver() throws Exception {
    Path ours = certificate("ours");
    Path others = certificate("others");
    try (OutsidePostgres server =
        OutsidePostgres.start(Files.createDirectory(folder.resolve("data")), PROGRAMS.binaries())) {
      DatabaseSettings plain = server.settings();
      Sql sql = new Sql(plain);
      sql.run(
          "ALTER SYSTEM SET ssl_cert_file = '" + ours + ".crt'",
          "ALTER SYSTEM SET ssl_key_file = '" + server.own(ours.resolveSibling("ours.key")) + "'",
          "ALTER SYSTEM SET ssl = on",
          "SELECT pg_reload_conf()");
      await().until(() -> sql.value("SHOW ssl").equals("on"));

      DatabaseSettings trusted = verified(plain, ours);
      try (Database database = Database.open(trusted)) {
        assertThat(database.isReady()).isTrue();
        assertThat(
                new Sql(trusted).value("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"))
            .isEqualTo("t");
      }
      assertThatThrownBy(() -> Database.open(verified(plain, others)))
          .isInstanceOf(DatabaseUnavailable.class)
          .hasMessageContaining("no certificate that can be trusted")
          .hasMessageContaining("sslrootcert");
    }
  }

  private static DatabaseSettings verified(DatabaseSettings plain, Path root) {
    String address = plain.url().replace("jdbc:", "").replace("//", "//" + plain.user() + "@");
    return DatabaseSettings.of(
        address + "?sslmode=verify-full&sslrootcert=" + root + ".crt", null, plain.password());
  }

  /** A key and its certificate for this machine, in two files. */
  private Path certificate(String name) throws Exception {
    Path store = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.out").toFile())
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    Path file = folder.resolve(name);
    write(file + ".crt", "CERTIFICATE", keys.getCertificate(name).getEncoded());
    write(file + ".key", "PRIVATE KEY", keys.getKey(name, PASSWORD.toCharArray()).getEncoded());
    return file;
  }

  private static void write(String file, String kind, byte[] content) throws IOException {
    String text = Base64.getMimeEncoder().encodeToString(content);
    Files.writeString(
        Path.of(file), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    Files.setPosixFilePermissions(
        Path.of(file),
        PosixFilePermissions.fromString(file.endsWith(".key") ? "rw-------" : "rw-r--r--"));
  }
}
