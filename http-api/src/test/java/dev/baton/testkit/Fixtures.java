package dev.baton.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The examples of the wire protocol, which the server and both clients are tested against. */
public final class Fixtures {
  private static final Path FOLDER = Path.of("protocol", "fixtures");

  private Fixtures() {}

  public static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(FOLDER.resolve(name + ".json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static JsonNode json(String name) {
    return Answer.parse(new String(bytes(name), java.nio.charset.StandardCharsets.UTF_8));
  }

  /** The names of all that begin so, without the ending. */
  public static List<String> names(String beginning) {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> String.valueOf(file.getFileName()).replace(".json", ""))
          .filter(name -> name.startsWith(beginning))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
