package dev.baton.chaos;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the packaged server and this module lie.
 *
 * @param lib the jars of the server
 * @param chaos this module's jar, or its classes
 * @param target for what a run writes
 */
record Installation(Path lib, Path chaos, Path target) {

  /** The one that this class was loaded from. */
  static Installation here() {
    try {
      Path chaos =
          Path.of(Installation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path folder = Files.isDirectory(chaos) ? chaos : chaos.resolveSibling("");
      Path target = folder.resolve("..").normalize();
      Path lib = target.resolve("../../../http-api/target/baton/lib").normalize();
      if (!Files.isDirectory(lib)) {
        throw new IllegalStateException("the server is not packaged: " + lib + " is missing");
      }
      return new Installation(lib, chaos, target);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
