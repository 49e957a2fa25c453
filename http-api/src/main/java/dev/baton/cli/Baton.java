package dev.baton.cli;

import com.typesafe.config.ConfigException;
import dev.baton.cluster.NodeRefused;
import dev.baton.database.DatabaseProblem;
import dev.baton.database.upkeep.BackupUnreadable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParseResult;

/** The command line's verbs. Whatever fails becomes one line on standard error and an exit code. */
@Command(
    name = "./baton",
    mixinStandardHelpOptions = true,
    versionProvider = Baton.Version.class,
    subcommands = {
      Up.class,
      Ask.class,
      SourceCommand.class,
      Eval.class,
      Learn.class,
      Bench.class,
      Verify.class,
      Migrate.class,
      BackupCommand.class,
      RestoreCommand.class,
      Doctor.class,
      ClusterVerbs.class
    })
public final class Baton {
  private static final List<String> ASKS_FOR_HELP = List.of("--help", "-h", "help");

  /** Held, because the logging of the JDK forgets the level of a logger that nobody holds. */
  private static final Logger VECTOR_HINTS =
      Logger.getLogger("org.apache.lucene.internal.vectorization");

  private Baton() {}

  public static void main(String[] args) {
    // Terminals and pipes expect UTF-8 today; Java would go by the locale, which is often unset.
    System.setOut(utf8(FileDescriptor.out));
    System.setErr(utf8(FileDescriptor.err));
    // Lucene asks for an incubator module that only dense vectors gain from, and that warns itself.
    VECTOR_HINTS.setLevel(Level.SEVERE);
    System.exit(run(writer(System.out), writer(System.err), args));
  }

  /** Runs one command and returns its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    if (args.length == 0) {
      err.print(help());
      err.flush();
      return ExitCode.USAGE;
    }
    if (ASKS_FOR_HELP.contains(args[0])) {
      out.print(help());
      out.flush();
      return ExitCode.OK;
    }
    return commandLine().setOut(out).setErr(err).execute(args);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Baton()).setExecutionExceptionHandler(new OneLine());
  }

  /** The general help, which the launcher prints too, without building anything. */
  static String help() {
    try (InputStream in = Baton.class.getResourceAsStream("help.txt")) {
      if (in == null) {
        throw new IllegalStateException("the build lacks help.txt");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  /** Turns what a command throws into one line and an exit code. */
  private static final class OneLine implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(
        Exception failure, CommandLine command, ParseResult parsed) {
      command.getErr().println("baton: " + Plain.line(sentence(failure)));
      if ("1".equals(System.getenv("BATON_DEBUG"))) {
        failure.printStackTrace(command.getErr());
      }
      command.getErr().flush();
      return exitCode(failure);
    }

    private static int exitCode(Exception failure) {
      return switch (failure) {
        case Misconfigured wrong -> ExitCode.CONFIGURATION;
        case ConfigException wrong -> ExitCode.CONFIGURATION;
        case NodeRefused refused when refused.isLasting() -> ExitCode.CONFIGURATION;
        case DatabaseProblem problem -> ExitCode.DATABASE;
        default -> ExitCode.FAILURE;
      };
    }

    private static String sentence(Exception failure) {
      String message = failure.getMessage();
      boolean said =
          failure instanceof CommandFailed
              || failure instanceof Misconfigured
              || failure instanceof DatabaseProblem
              || failure instanceof NodeRefused
              || failure instanceof BackupUnreadable;
      if (said && message != null) {
        return message;
      }
      String kind = failure.getClass().getSimpleName();
      return (message == null ? kind : kind + ": " + message)
          + " (BATON_DEBUG=1 shows where it comes from)";
    }
  }

  /** The version as the build has written it into the jar. */
  static String version() {
    String version = Baton.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }

  /** What {@code --version} prints. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"baton " + version()};
    }
  }
}
