package dev.baton.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Runs commands as {@code ./baton} would, on a data folder that belongs to a stub server. */
final class CommandLineFixture {
  static final String KEY = "the-admin-key";

  final Path data;

  /** What one command did. */
  record Ran(int code, String out, String err) {}

  private CommandLineFixture(Path data) {
    this.data = data;
  }

  static CommandLineFixture of(Path data, String url) throws IOException {
    Files.writeString(data.resolve(Up.URL_FILE), url + "\n");
    Files.writeString(data.resolve(FirstRun.KEY_FILE), KEY + "\n");
    return new CommandLineFixture(data);
  }

  /** Runs a command with {@code --data}. */
  Ran run(String... arguments) {
    return bare(
        Stream.concat(Stream.of(arguments), Stream.of("--data", data.toString()))
            .toArray(String[]::new));
  }

  static Ran bare(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Baton.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new Ran(code, out.toString(), err.toString());
  }
}
