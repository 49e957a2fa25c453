package dev.baton.load;

import dev.baton.load.echo.EchoProcess;
import dev.baton.load.failure.LoadFailed;
import dev.baton.load.measure.Figures;
import dev.baton.load.measure.Window;
import dev.baton.load.plan.Plan;
import dev.baton.load.plan.Scenario;
import dev.baton.load.report.Objective;
import dev.baton.load.report.Page;
import dev.baton.load.report.Result;
import dev.baton.load.report.Screen;
import dev.baton.load.scenario.Outcome;
import dev.baton.load.scenario.Play;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command: {@code ./baton load}. */
@Command(
    name = "./baton load",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Virtual customers and operators talk to a running server over its public protocol: how fast"
          + " messages arrive, what that costs, and whether each of them is kept.",
      "Exit code 1 when a message was lost, doubled, reordered or altered, or an objective was"
          + " missed. docs/load.md says how each figure is measured."
    })
public final class Load implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private RunOptions options = new RunOptions();

  @Option(
      names = "--objective",
      paramLabel = "FIGURE<=N",
      description =
          "What a figure of the JSON must be, as 'delivery_ms.p99<=10'; may be repeated. What was"
              + " not measured is not met.")
  private List<String> objectives = List.of();

  @Option(names = "--json", paramLabel = "FILE", description = "Write all figures to FILE.")
  private @Nullable Path json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a page with curves and all figures to FILE; it needs nothing else.")
  private @Nullable Path html;

  @Option(
      names = "--ceiling",
      description =
          "First measure what the tool itself can do on this machine, against a server that only"
              + " echoes; the same as --scenario ceiling before it.")
  private boolean ceiling;

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Load())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((wrong, args) -> {
          PrintWriter err = wrong.getCommandLine().getErr();
          err.println("baton: " + wrong.getMessage());
          err.println("./baton load --help lists the options.");
          return LoadFailed.USAGE;
        })
        .setExecutionExceptionHandler((failure, command, parsed) -> {
          command.getErr().println("baton: " + failure.getMessage());
          if ("1".equals(System.getenv("BATON_DEBUG"))) {
            failure.printStackTrace(command.getErr());
          }
          return failure instanceof LoadFailed said ? said.exitCode() : LoadFailed.FAILURE;
        });
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    List<Objective> wanted = objectives.stream().map(Load::objective).toList();
    Plan plan = options.plan();
    Double most = ceiling ? ceiling(plan, err) : null;
    Outcome outcome = run(plan, err);
    outcome.figures().put("tool_ceiling_per_s", most);
    Result result = Result.of(outcome, wanted);
    PrintWriter out = spec.commandLine().getOut();
    Screen.summary(result).forEach(out::println);
    out.flush();
    write(json, result.json().toPrettyString() + "\n");
    write(html, Page.of(result.json()));
    return result.failures().isEmpty() ? 0 : LoadFailed.FAILURE;
  }

  private static @Nullable Double ceiling(Plan plan, PrintWriter err) throws InterruptedException {
    tell(err, "measuring what the tool itself can do…");
    Window window = run(plan.ceiling(), err).window();
    return window == null ? null : Figures.number(window.deliveredPerSecond());
  }

  private static Outcome run(Plan plan, PrintWriter err) throws InterruptedException {
    if (plan.scenario() != Scenario.CEILING) {
      return play(plan, err);
    }
    try (EchoProcess echo = EchoProcess.start()) {
      return play(plan.against(echo.url()), err);
    }
  }

  private static Outcome play(Plan plan, PrintWriter err) throws InterruptedException {
    return new Play(plan, line -> tell(err, line), second -> tell(err, Screen.line(second))).run();
  }

  private static Objective objective(String text) {
    try {
      return Objective.parse(text);
    } catch (IllegalArgumentException e) {
      throw LoadFailed.usage("--objective: " + e.getMessage());
    }
  }

  private static void tell(PrintWriter err, String line) {
    err.println(line);
    err.flush();
  }

  private static void write(@Nullable Path file, String content) {
    if (file == null) {
      return;
    }
    try {
      Files.writeString(file, content, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw LoadFailed.because(file + " cannot be written");
    }
  }
}
