package dev.baton.database.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/**
 * Where initdb and postgres are: the folder that the settings name, else the packaged archive of
 * this system, unpacked once, else an installed PostgreSQL.
 */
final class PostgresBinaries {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresBinaries.class);
  private static final String UNFINISHED = ".unfinished-";

  private PostgresBinaries() {}

  /**
   * The folder with the programs.
   *
   * @param unpackInto the folder of unpacked archives
   */
  static Path find(@Nullable Path configured, Path unpackInto) throws IOException {
    if (configured != null) {
      if (!complete(configured)) {
        throw new EmbeddedPostgresFailed(
            "baton.database.binaries is "
                + configured
                + ", and that folder does not hold initdb and postgres");
      }
      return configured.toRealPath();
    }
    URL archive = PostgresBinaries.class.getResource("/" + archiveName());
    if (archive != null) {
      return unpacked(archive, unpackInto);
    }
    return installed();
  }

  /** Where {@link #find} would find them, in words; unpacks nothing. */
  static String describe(@Nullable Path configured) throws IOException {
    if (configured != null) {
      return find(configured, configured).toString();
    }
    return PostgresBinaries.class.getResource("/" + archiveName()) == null
        ? installed().toString()
        : "the one that comes with Baton";
  }

  /** The archive's name as its publisher builds it. */
  private static String archiveName() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return "postgres-"
        + (system.contains("mac") ? "darwin" : system)
        + "-"
        + (machine.equals("aarch64") || machine.equals("arm64") ? "arm_64" : "x86_64")
        + ".txz";
  }

  static Path unpacked(URL archive, Path into) throws IOException {
    Path home = into.resolve(mark(archive));
    if (!complete(home.resolve("bin"))) {
      LOG.info("Unpacking PostgreSQL, once");
      Files.createDirectories(into);
      dropUnfinished(into);
      Path fresh = Files.createTempDirectory(into, UNFINISHED);
      // It is read by whichever user PostgreSQL runs as.
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      unpack(archive, fresh);
      try {
        Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
      } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
        // Somebody else was faster, or half of it was deleted.
        Folders.delete(fresh);
        if (!complete(home.resolve("bin"))) {
          throw new EmbeddedPostgresFailed(home + " is incomplete: delete it and start again", e);
        }
      }
    }
    return home.resolve("bin").toRealPath();
  }

  /** Tells one version of the archive from the next without reading it. */
  private static String mark(URL archive) throws IOException {
    URLConnection connection = archive.openConnection();
    connection.setUseCaches(false);
    long length = connection.getContentLengthLong();
    long check = 0;
    if (connection instanceof JarURLConnection jar) {
      check = jar.getJarEntry().getCrc();
      jar.getJarFile().close();
    } else {
      connection.getInputStream().close();
    }
    return Long.toHexString(length) + "-" + Long.toHexString(check);
  }

  private static void unpack(URL archive, Path home) throws IOException {
    try (InputStream raw = archive.openStream();
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(raw)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = home.resolve(entry.getName()).normalize();
        if (!target.startsWith(home)) {
          throw new IOException("the archive points outside of its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
          continue;
        }
        Files.createDirectories(parent(target));
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
          Files.createLink(target, home.resolve(entry.getLinkName()).normalize());
        } else {
          Files.copy(tar, target);
          boolean program = (entry.getMode() & 0111) != 0;
          Files.setPosixFilePermissions(
              target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
      }
    }
  }

  private static Path parent(Path path) throws IOException {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IOException(path + " has no folder");
    }
    return parent;
  }

  /**
   * What a start that was killed has left. Two starts at once in one folder are refused earlier.
   */
  private static void dropUnfinished(Path into) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(into, UNFINISHED + "*")) {
      for (Path folder : left) {
        Folders.delete(folder);
      }
    }
  }

  private static Path installed() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String place : List.of("/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt")) {
      Path folder = Path.of(place);
      if (Files.isDirectory(folder)) {
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(folder)) {
          for (Path version : versions) {
            if (complete(version.resolve("bin"))) {
              found.add(version.resolve("bin"));
            }
          }
        }
      }
    }
    return found.stream()
        .max(Comparator.comparing(Path::toString))
        .orElseThrow(() ->
            new EmbeddedPostgresFailed(
                "no PostgreSQL for this system is packaged or installed: install one, name its"
                    + " bin folder in baton.database.binaries, or set baton.database.url"));
  }

  private static boolean complete(Path bin) {
    return Files.isExecutable(bin.resolve("postgres")) && Files.isExecutable(bin.resolve("initdb"));
  }
}
