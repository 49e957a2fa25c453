package dev.baton.database.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The programs of PostgreSQL versions that only tests run, as the engine's build has fetched them.
 */
public final class OtherPostgres {
  private OtherPostgres() {}

  /**
   * The bin folder.
   *
   * @param version {@code oldest} that is supported, or {@code refused}
   */
  public static Path programs(String version) {
    Path folder = Path.of("../engine/target/postgres", version).toAbsolutePath().normalize();
    try (DirectoryStream<Path> archives = Files.newDirectoryStream(folder, "*.txz")) {
      for (Path archive : archives) {
        return PostgresBinaries.unpacked(archive.toUri().toURL(), folder.resolve("unpacked"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException(folder + " holds no archive");
  }
}
