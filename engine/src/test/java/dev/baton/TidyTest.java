package dev.baton;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a reader may rely on in every folder of the project. */
final class TidyTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final int LINES_MAX = 400;
  private static final Pattern BANNED_NAME =
      Pattern.compile(".*(Manager|Helper|Util|Utils|Impl|V2)\\.java");
  private static final Pattern BANNED_WORD = Pattern.compile("\\b(TODO|FIXME|XXX)\\b|@author");

  @Test
  void noFileIsLongerThanItsReaderIsPatient() {
    assertThat(sources().filter(file -> lines(file).size() > LINES_MAX))
        .as("files over %s lines", LINES_MAX)
        .isEmpty();
  }

  @Test
  void namesSayWhatThingsAre() {
    assertThat(sources().filter(file -> BANNED_NAME.matcher(file.toString()).matches())).isEmpty();
  }

  @Test
  void nothingIsLeftForLater() {
    assertThat(
            sources()
                .filter(file ->
                    !file.endsWith("TidyTest.java") && BANNED_WORD.matcher(text(file)).find()))
        .isEmpty();
  }

  @Test
  void everyRoomHasADoorPlate() {
    assertThat(
            sources()
                .filter(file -> file.toString().contains("/src/main/java/dev/baton/"))
                .map(Path::getParent)
                .distinct()
                .filter(room -> !room.endsWith("baton"))
                .filter(room -> !Files.exists(room.resolve("package-info.java"))))
        .isEmpty();
  }

  @Test
  void nothingThatIsShippedUsesTheSimulator() {
    for (String module : List.of("engine", "http-api")) {
      assertThat(text(ROOT.resolve(module + "/pom.xml"))).doesNotContain("simulator");
    }
  }

  @Test
  void theFilesThatTheReadmeAndTheArchitectureNameExist() {
    for (String page : List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")) {
      Matcher link = Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(text(ROOT.resolve(page)));
      while (link.find()) {
        assertThat(ROOT.resolve(link.group(1))).as("%s, named in %s", link.group(1), page).exists();
      }
    }
  }

  @Test
  void theClassesThatTheArchitectureNamesExist() {
    List<String> known =
        sources()
            .map(file -> String.valueOf(file.getFileName()).replaceFirst("\\.(java|ts|tsx)$", ""))
            .toList();
    Matcher name =
        Pattern.compile("`([A-Z][A-Za-z]+)(?:\\.(?!md\\b)[a-z]\\w*)?`")
            .matcher(text(ROOT.resolve("ARCHITECTURE.md")));
    while (name.find()) {
      boolean nested =
          sources()
              .anyMatch(file ->
                  text(file)
                      .matches(
                          "(?s).*\\b(record|class|enum|interface) " + name.group(1) + "\\b.*"));
      assertThat(known.contains(name.group(1)) || nested)
          .as("%s, named in ARCHITECTURE.md", name.group(1))
          .isTrue();
    }
  }

  /**
   * Each row of the limits table ends in the constant or key that holds the bound, and the bound is
   * the one it states.
   */
  @Test
  void theTableOfLimitsTellsTheTruth() {
    String page = text(ROOT.resolve("ARCHITECTURE.md"));
    String table = page.substring(page.indexOf("## 7. Limits"), page.indexOf("## 8. "));
    Matcher row =
        Pattern.compile("(?m)^\\| [^|]+ \\| ([^|]+) \\| `([\\w.-]+)(?:#(\\w+))?` \\|$")
            .matcher(table);
    int rows = 0;
    while (row.find()) {
      rows++;
      String bound = row.group(1).strip().replace(",", "").replaceAll("^`|`$", "");
      if (row.group(3) == null) {
        assertThat(allConfiguration())
            .as(row.group(2))
            .containsPattern(setting(row.group(2), bound));
      } else {
        Path file =
            sources().filter(one -> one.endsWith(row.group(2) + ".java")).findFirst().orElseThrow();
        String declared = text(file).replaceAll("(\\d)_(\\d)", "$1$2");
        assertThat(declared)
            .as(row.group())
            .containsPattern(row.group(3) + "\\s*=[^;]*\\b" + Pattern.quote(bound) + "\\b");
      }
    }
    assertThat(rows).isGreaterThan(25);
  }

  private static String setting(String key, String bound) {
    String last = key.substring(key.lastIndexOf('.') + 1);
    return Pattern.quote(last) + "\\s*=\\s*" + Pattern.quote(bound) + "\\b";
  }

  private static String allConfiguration() {
    return Stream.of(
            "engine/src/main/resources/reference.conf",
            "engine/src/main/resources/journal.conf",
            "http-api/src/main/resources/reference.conf",
            "config/application.conf")
        .map(name -> text(ROOT.resolve(name)))
        .reduce("", String::concat);
  }

  private static Stream<Path> sources() {
    try (Stream<Path> files =
        Stream.of(
                "engine/src",
                "http-api/src",
                "loadtest/simulator/src",
                "loadtest/chaos/src",
                "loadtest/load/src",
                "http-api/protocol/ts/src",
                "widget/src",
                "inbox/src")
            .map(ROOT::resolve)
            .flatMap(TidyTest::walk)) {
      return files.filter(file -> file.toString().matches(".*\\.(java|ts|tsx)")).toList().stream();
    }
  }

  private static Stream<Path> walk(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path file) {
    return text(file).lines().toList();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
