package dev.baton.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class LoadTest {
  @TempDir private Path data = Path.of("");

  private record Ran(int code, String out, String err) {}

  @BeforeEach
  void aServerThatDoesNotRun() throws IOException {
    Files.writeString(data.resolve("admin.key"), "secret\n");
  }

  @Test
  void itExplainsItself() {
    Ran ran = run("--help");

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).startsWith("Usage: ./baton load").contains("--scenario", "--objective");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--conversations 10 | --scenario",
        "--scenario never | --scenario is one of steady, closed, idle, storm, burst",
        "--scenario closed --conversations many | --conversations",
        "--scenario closed --conversations 0 | --conversations is from 1 to 1000000",
        "--scenario closed --conversations 1001 --operators 1 | needs --operators 2",
        "--scenario closed --in-flight 1000 --operators 2 | --in-flight 1000 is too much for 2",
        "--scenario steady | --scenario steady needs --rate",
        "--scenario slow | --scenario slow needs --rate",
        "--scenario slow --rate 1 --slow 100 | --slow is from 1 to 99, not 100",
        "--scenario steady --rate 0 | --rate is more than 0",
        "--scenario steady --rate 1 --arrivals sometimes | --arrivals is poisson or even",
        "--scenario steady --rate 1 --seconds 0 | --seconds is from 1",
        "--scenario steady --rate 1 --text 10 | --text is from 40 to 8000",
        "--scenario closed --read-back some | --read-back is all, none or a number",
        "--scenario closed --watch everything | --watch is some of waiting,mine",
        "--scenario burst --watch mine | needs operators who --watch waiting",
        "--scenario closed --objective fast | an objective is written as delivery_ms.p99<=10",
        "--scenario closed --url ftp://example.org | http://127.0.0.1:8080",
        "--scenario closed --nonsense | --nonsense"
      })
  void aWrongCallIsExplainedInOneLine(String call, String says) {
    Ran ran = run(call.split(" ", -1));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("baton: ").contains(says).doesNotContain("Exception");
    assertThat(ran.err().lines().count()).isLessThanOrEqualTo(2);
  }

  @Test
  @DisabledIfEnvironmentVariable(named = "BATON_API_KEY", matches = ".+")
  void aKeyThatIsNotThereIsAWrongConfiguration() throws IOException {
    Files.delete(data.resolve("admin.key"));

    Ran ran = run("--scenario", "closed", "--url", "http://127.0.0.1:1");

    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.err()).contains("admin.key holds no key", "--data", "BATON_API_KEY");
  }

  @Test
  void aServerThatIsNotThereIsSaid() {
    Ran ran = run("--scenario", "closed", "--url", "http://127.0.0.1:1");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("no server answers at http://127.0.0.1:1");
  }

  @Test
  void withoutAnAddressTheDataFolderSaysIt() {
    Ran ran = run("--scenario", "closed");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("no server has run on the data folder");
  }

  private Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Load.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] all = new String[arguments.length + 1];
    all[0] = "--data=" + data;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    int code = command.execute(all);
    return new Ran(code, out.toString(), err.toString());
  }
}
