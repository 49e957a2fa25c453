package dev.baton.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What the nodes of a cluster prove to each other that they belong together with: an authority of
 * their own, and one certificate and key signed by it, the same on every node. The authority's key
 * is thrown away when it has signed: nobody can make another.
 *
 * @param folder holds ca.crt, node.crt and node.key, in PEM
 */
public record NodeCertificates(Path folder) {
  private static final String DAYS = "1825";
  private static final String KEY_SIZE = "3072";
  private static final String NAME = "baton-node";
  private static final int KEYTOOL_SECONDS = 60;
  private static final String PASSWORD = "BATON_STORE_PASSWORD";

  /**
   * Those in a folder.
   *
   * @throws NodeRefused when one is missing, cannot be read or is not valid today
   */
  public static NodeCertificates in(Path folder) {
    NodeCertificates files = new NodeCertificates(folder);
    for (Path file : List.of(files.authority(), files.certificate(), files.key())) {
      if (!Files.isReadable(file)) {
        throw new NodeRefused(
            file
                + " cannot be read: make it with ./baton cluster certificates, or check its owner");
      }
    }
    files.checkDates(files.authority());
    files.checkDates(files.certificate());
    return files;
  }

  public Path authority() {
    return folder.resolve("ca.crt");
  }

  public Path certificate() {
    return folder.resolve("node.crt");
  }

  public Path key() {
    return folder.resolve("node.key");
  }

  private void checkDates(Path file) {
    X509Certificate certificate = read(file);
    try {
      certificate.checkValidity();
    } catch (CertificateExpiredException e) {
      throw new NodeRefused(
          file
              + " has expired, on "
              + certificate.getNotAfter().toInstant()
              + ": make new ones with ./baton cluster certificates and copy them to every node");
    } catch (CertificateNotYetValidException e) {
      throw new NodeRefused(
          file
              + " is valid only from "
              + certificate.getNotBefore().toInstant()
              + ": check this machine's clock");
    }
  }

  private static X509Certificate read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (IOException | GeneralSecurityException e) {
      throw new NodeRefused(file + " is no certificate in PEM: " + e.getMessage());
    }
  }

  /**
   * Makes new ones in a folder, valid for five years.
   *
   * @throws NodeRefused when the folder holds some already
   */
  public static NodeCertificates make(Path folder) throws IOException, InterruptedException {
    NodeCertificates files = new NodeCertificates(folder);
    for (Path file : List.of(files.authority(), files.certificate(), files.key())) {
      if (Files.exists(file)) {
        throw new NodeRefused(file + " is there already: name an empty folder");
      }
    }
    Files.createDirectories(folder);
    Path scratch =
        Files.createTempDirectory(
            "baton-certificates",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Keytool keytool = new Keytool(scratch);
    try {
      keytool.run(
          "-genkeypair",
          "-alias",
          "ca",
          "-dname",
          "CN=Baton nodes",
          "-ext",
          "bc:c",
          "-keyalg",
          "RSA",
          "-keysize",
          KEY_SIZE,
          "-validity",
          DAYS);
      keytool.run(
          "-genkeypair",
          "-alias",
          "node",
          "-dname",
          "CN=" + NAME,
          "-keyalg",
          "RSA",
          "-keysize",
          KEY_SIZE,
          "-validity",
          DAYS);
      String request = scratch.resolve("node.csr").toString();
      keytool.run("-certreq", "-alias", "node", "-file", request);
      keytool.run(
          "-gencert",
          "-alias",
          "ca",
          "-rfc",
          "-validity",
          DAYS,
          "-ext",
          "san=dns:" + NAME,
          "-ext",
          "eku=serverAuth,clientAuth",
          "-infile",
          request,
          "-outfile",
          scratch.resolve("node.crt").toString());
      KeyStore store = keytool.store();
      write(files.authority(), "CERTIFICATE", certificate(store, "ca").getEncoded());
      Files.copy(scratch.resolve("node.crt"), files.certificate());
      Key key = store.getKey("node", keytool.password());
      if (key == null) {
        throw new IOException("keytool made no key");
      }
      Files.createFile(
          files.key(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      write(files.key(), "PRIVATE KEY", key.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    } finally {
      delete(scratch);
    }
    return files;
  }

  private static Certificate certificate(KeyStore store, String alias)
      throws GeneralSecurityException, IOException {
    Certificate found = store.getCertificate(alias);
    if (found == null) {
      throw new IOException("keytool made no certificate " + alias);
    }
    return found;
  }

  private static void write(Path file, String kind, byte[] der) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
  }

  private static void delete(Path scratch) throws IOException {
    List<Path> files;
    try (var all = Files.list(scratch)) {
      files = all.toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(scratch);
  }

  /** The JDK's own tool, with a key store that lives as long as this. */
  private static final class Keytool {
    private final Path scratch;
    private final String password = HexFormat.of().formatHex(random());

    Keytool(Path scratch) {
      this.scratch = scratch;
    }

    char[] password() {
      return password.toCharArray();
    }

    void run(String... arguments) throws IOException, InterruptedException {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
      command.addAll(List.of(arguments));
      command.addAll(
          List.of(
              "-keystore", file().toString(), "-storetype", "PKCS12", "-storepass:env", PASSWORD));
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      // By environment: everybody on the machine can read a command line.
      builder.environment().put(PASSWORD, password);
      Path log = scratch.resolve("keytool.log");
      Process process = builder.redirectOutput(log.toFile()).start();
      if (!process.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("keytool did not end");
      }
      if (process.exitValue() != 0) {
        throw new IOException("keytool: " + Files.readString(log).strip());
      }
    }

    KeyStore store() throws IOException, GeneralSecurityException {
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file())) {
        store.load(in, password());
      }
      return store;
    }

    private Path file() {
      return scratch.resolve("keys.p12");
    }

    private static byte[] random() {
      byte[] bytes = new byte[16];
      new SecureRandom().nextBytes(bytes);
      return bytes;
    }
  }
}
