package dev.baton.database.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's files in the data folder: made once, under another name until they are whole.
 *
 * @param folder where they are
 * @param password of the user {@link #USER}
 * @param runAs how PostgreSQL is run on them
 */
record Cluster(Path folder, String password, Unprivileged runAs) {
  static final String USER = "baton";
  static final String DATABASE = "baton";
  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
  private static final int PASSWORD_BYTES = 24;
  private static final FileAttribute<Set<PosixFilePermission>> FOR_US =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> FOLDER_FOR_US =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** The cluster of the data folder, made when there is none. Also stops what still runs on it. */
  static Cluster prepare(Path data, Path bin) throws IOException {
    Path folder = data.resolve("postgres");
    Path passwordFile = data.resolve("postgres.password");
    if (Files.exists(folder.resolve("PG_VERSION"))) {
      if (!Files.exists(passwordFile)) {
        throw new EmbeddedPostgresFailed(
            passwordFile + " is missing: put it back from your copy of the data folder");
      }
      Postmaster.clear(folder);
      Cluster cluster =
          new Cluster(
              folder, Files.readString(passwordFile).strip(), Unprivileged.choose(bin, folder));
      cluster.checkVersion(bin);
      return cluster;
    }
    LOG.info("Setting up PostgreSQL in {}", folder);
    String password = password(passwordFile);
    Path fresh = data.resolve("postgres.unfinished");
    Folders.delete(fresh);
    Files.createDirectory(fresh, FOLDER_FOR_US);
    Unprivileged runAs = Unprivileged.choose(bin, fresh);
    initialise(bin, fresh, password, runAs);
    Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    force(data);
    return new Cluster(folder, password, runAs);
  }

  private static String password(Path file) throws IOException {
    if (Files.exists(file)) {
      return Files.readString(file).strip();
    }
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Path fresh = file.resolveSibling(file.getFileName() + ".unfinished");
    Files.deleteIfExists(fresh);
    write(fresh, password);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    return password;
  }

  private static void write(Path file, String text) throws IOException {
    Files.createFile(file, FOR_US);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.US_ASCII)));
      channel.force(true);
    }
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void initialise(Path bin, Path folder, String password, Unprivileged runAs)
      throws IOException {
    Path forInitdb = folder.resolveSibling("postgres.password.initdb");
    Files.deleteIfExists(forInitdb);
    try {
      write(forInitdb, password);
      if (runAs.owner() != null) {
        Files.setOwner(forInitdb, runAs.owner());
      }
      run(
          "initdb",
          runAs.command(
              List.of(
                  bin.resolve("initdb").toString(),
                  "--pgdata=" + folder,
                  "--username=" + USER,
                  "--pwfile=" + forInitdb,
                  "--auth=scram-sha-256",
                  "--encoding=UTF8",
                  "--locale=C",
                  "--data-checksums")),
          folder,
          "");
    } finally {
      Files.deleteIfExists(forInitdb);
    }
    run(
        "postgres --single",
        runAs.command(
            List.of(
                bin.resolve("postgres").toString(),
                "--single",
                "-D",
                folder.toString(),
                "postgres")),
        folder,
        "CREATE DATABASE " + DATABASE + "\n");
  }

  private static void run(String name, List<String> command, Path folder, String input)
      throws IOException {
    Commands.Outcome outcome = Commands.run(command, folder, input);
    // The single-user mode ends well also after an error.
    if (!outcome.ok() || outcome.output().contains("ERROR:")) {
      throw new EmbeddedPostgresFailed(
          "PostgreSQL could not be set up (" + name + "): " + outcome.lastLine());
    }
  }

  private void checkVersion(Path bin) throws IOException {
    String made = Files.readString(folder.resolve("PG_VERSION")).strip();
    String here =
        Commands.run(List.of(bin.resolve("postgres").toString(), "--version")).output().strip();
    if (!here.matches(".*\\) " + made + "([^0-9].*)?")) {
      throw new EmbeddedPostgresFailed(
          folder
              + " was made by PostgreSQL "
              + made
              + " and cannot be opened by "
              + here
              + ": name the bin folder of a PostgreSQL "
              + made
              + " in baton.database.binaries");
    }
  }
}
