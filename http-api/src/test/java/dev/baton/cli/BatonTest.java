package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.cli.CommandLineFixture.Ran;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BatonTest {
  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help"})
  void helpNamesEveryVerb(String asked) {
    Ran ran = CommandLineFixture.bare(asked);

    assertThat(ran.code()).isEqualTo(ExitCode.OK);
    assertThat(ran.err()).isEmpty();
    assertThat(verbs(Baton.commandLine(), ""))
        .containsExactlyInAnyOrder(
            "up",
            "ask",
            "source add",
            "source list",
            "eval",
            "learn",
            "bench retrieval",
            "bench journal",
            "bench recovery",
            "bench growth",
            "bench startup",
            "bench fill",
            "verify",
            "migrate",
            "backup",
            "restore",
            "doctor",
            "cluster status",
            "cluster certificates");
    assertThat(ran.out().lines().map(String::strip))
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(100));
    for (String verb :
        Stream.concat(
                verbs(Baton.commandLine(), "").stream(),
                Stream.of(
                    "bench sockets",
                    "bench fanout",
                    "simulate",
                    "chaos",
                    "load",
                    "sync",
                    "test",
                    "fmt"))
            .toList()) {
      assertThat(ran.out()).containsPattern("(?m)^  " + verb + " +[A-Z]");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "up, --port",
    "ask, --json",
    "source, Commands",
    "source add, FILE|DIR|URL",
    "source list, --data",
    "verify, --url",
    "up, --database",
    "migrate, --dry-run",
    "backup, FILE",
    "restore, --confirm",
    "doctor, --json"
  })
  void everyVerbExplainsItself(String verb, String says) {
    Ran ran = CommandLineFixture.bare((verb + " --help").split(" "));

    assertThat(ran.code()).isEqualTo(ExitCode.OK);
    assertThat(ran.out()).startsWith("Usage: ./baton " + verb).contains(says);
  }

  @ParameterizedTest
  @CsvSource({
    "nonsense, nonsense",
    "ask, QUESTION",
    "ask one two, two",
    "ask EMPTY, empty",
    "up --port many, --port",
    "source, Missing required subcommand",
    "source add, FILE|DIR|URL",
    "source add no-such-file.pdf, no-such-file.pdf",
    "verify --nonsense, --nonsense",
    "verify --url ftp://example.org, http://127.0.0.1:8080",
    "verify --url http://, http://127.0.0.1:8080",
    "up --database postgresql://u:secret@h/d, BATON_DATABASE_PASSWORD_FILE",
    "backup, FILE",
    "restore, FILE",
    "restore FILE --confirm, --confirm",
  })
  void aWrongCallIsExplained(String call, String says) {
    Ran ran = CommandLineFixture.bare(words(call));

    assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains(says).doesNotContain("Exception", "\tat ", "secret");
  }

  @Test
  void nothingAskedIsAWrongCall() {
    Ran ran = CommandLineFixture.bare();

    assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.err()).startsWith("Usage: ./baton COMMAND");
  }

  @Test
  void theVersionIsNamed() {
    assertThat(CommandLineFixture.bare("--version").out()).startsWith("baton ");
  }

  private static String[] words(String call) {
    return Stream.of(call.split(" "))
        .map(word -> word.equals("EMPTY") ? "" : word)
        .toArray(String[]::new);
  }

  private static List<String> verbs(CommandLine command, String prefix) {
    List<String> verbs = new ArrayList<>();
    command
        .getSubcommands()
        .forEach((name, inner) -> {
          List<String> below = verbs(inner, prefix + name + " ");
          verbs.addAll(below.isEmpty() ? List.of(prefix + name) : below);
        });
    return verbs;
  }
}
