package dev.baton.cli;

import dev.baton.answering.Doubt;
import dev.baton.answering.LogisticModel;
import dev.baton.evaluation.ConfidenceTraining;
import dev.baton.evaluation.Evaluation;
import dev.baton.evaluation.HeldBack;
import dev.baton.evaluation.Measures;
import dev.baton.evaluation.QuestionSet;
import dev.baton.evaluation.QuestionSetReader;
import dev.baton.evaluation.SetFigures;
import dev.baton.evaluation.Verdict;
import dev.baton.retrieval.embedding.LoadedModels;
import dev.baton.retrieval.embedding.PassageVectors;
import dev.baton.retrieval.embedding.VectorsInMemory;
import dev.baton.workspace.WorkspaceSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Learns the weights of the agent's confidence from sets of questions. Needs no server. */
@Command(
    name = "learn",
    mixinStandardHelpOptions = true,
    description = {
      "Learn how sure the agent may be, from sets of questions, and say what that is worth on"
          + " sources it has not learnt from.",
      "docs/answer-quality.md says what the figures mean."
    })
final class Learn implements Callable<Integer> {
  private static final int BINS = 10;
  private static final List<String> FIGURES =
      List.of("r1", "r3", "auroc", "oscr", "s80", "fhr", "fa", "ba");
  private static final List<Double> TENTHS =
      IntStream.rangeClosed(0, 5).mapToObj(fifth -> fifth / 5.0).toList();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", arity = "2..*", description = "Folders of sets, at least two.")
  private List<Path> folders = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the weights: confidence.properties of the engine's resources.")
  private @Nullable Path file;

  @Option(
      names = "--plots",
      paramLabel = "FOLDER",
      description = "Write reliability.svg and curve.svg, of sets that were held back.")
  private @Nullable Path plots;

  @Override
  public Integer call() {
    double threshold = WorkspaceSettings.defaults("learn").handoffThreshold();
    List<QuestionSet> sets = sets();
    PassageVectors none = PassageVectors.none();
    PassageVectors models = new PassageVectors(LoadedModels.all(), new VectorsInMemory());
    if (models.keys().isEmpty()) {
      throw new CommandFailed("the models cannot run on this machine.");
    }
    Learnt glance = learn("at a glance", sets, models, Doubt.NEVER, threshold);
    Learnt close = learn("looking closely", sets, models, Doubt.ALWAYS, threshold);
    Learnt words = learn("by words alone", sets, none, Doubt.NEVER, threshold);
    List<Evaluation.Result> held = cascade(glance.held(), close.held());
    List<HeldBack.Bin> bins =
        print("as shipped: closely in doubt", held, cascade(glance.learnt(), close.learnt()));
    if (plots != null) {
      plot(plots, bins, held);
    }
    if (file != null) {
      write(file, glance.model(), close.model(), words.model());
    }
    return ExitCode.OK;
  }

  /** A way to look at questions: its weights, and what comes of each set. */
  private record Learnt(
      LogisticModel model, List<Evaluation.Result> held, List<Evaluation.Result> learnt) {}

  private List<QuestionSet> sets() {
    try {
      return folders.stream().map(QuestionSetReader::read).toList();
    } catch (QuestionSetReader.Unreadable e) {
      throw new CommandFailed(e.getMessage() + ".");
    }
  }

  private Learnt learn(
      String way, List<QuestionSet> sets, PassageVectors vectors, Doubt doubt, double threshold) {
    List<Evaluation.Result> asked =
        sets.stream().map(set -> Eval.evaluate(set, threshold, vectors, doubt)).toList();
    LogisticModel model = ConfidenceTraining.fit(asked);
    List<Evaluation.Result> held = HeldBack.eachSet(asked, threshold);
    List<Evaluation.Result> learnt =
        asked.stream().map(set -> HeldBack.decided(set, model, threshold)).toList();
    print(way, held, learnt);
    return new Learnt(model, held, learnt);
  }

  private static List<Evaluation.Result> cascade(
      List<Evaluation.Result> glances, List<Evaluation.Result> closes) {
    return IntStream.range(0, glances.size())
        .mapToObj(i -> HeldBack.cascade(glances.get(i), closes.get(i), Doubt.USUAL))
        .toList();
  }

  private List<HeldBack.Bin> print(
      String way, List<Evaluation.Result> held, List<Evaluation.Result> learnt) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s%n", way);
    out.printf("%-16s %-10s", "", "");
    FIGURES.forEach(name -> out.printf(" %7s", name));
    out.println();
    held.forEach(set -> print(set.figures(), "held back", out));
    print(mean(held), "held back", out);
    print(mean(learnt), "learnt", out);
    List<Verdict> all = held.stream().flatMap(set -> set.verdicts().stream()).toList();
    List<HeldBack.Bin> bins = HeldBack.reliability(all, BINS);
    out.println("confidence, held back: said, came true, questions");
    bins.forEach(bin ->
        out.printf(
            Locale.ROOT, "%8.2f %8.2f %8d%n", bin.confidence(), bin.right(), bin.questions()));
    out.flush();
    return bins;
  }

  private static SetFigures mean(List<Evaluation.Result> sets) {
    return SetFigures.mean(sets.stream().map(Evaluation.Result::figures).toList());
  }

  private static void print(SetFigures figures, String how, PrintWriter out) {
    out.printf("%-16.16s %-10s", Plain.line(figures.name()), how);
    for (String name : FIGURES) {
      out.printf(Locale.ROOT, " %7.3f", figures.values().getOrDefault(name, Double.NaN));
    }
    out.println();
  }

  private static void plot(Path folder, List<HeldBack.Bin> bins, List<Evaluation.Result> held) {
    Plot.Axis share = new Plot.Axis("confidence", false, TENTHS);
    List<List<Double>> points =
        bins.stream().map(bin -> List.of(bin.confidence(), bin.right())).toList();
    Plot reliability =
        new Plot(
            "Reliability on sources that were held back",
            share,
            new Plot.Axis("answers that were right", false, TENTHS),
            List.of(
                new Plot.Line("Baton", points),
                new Plot.Line("perfect", List.of(List.of(0.0, 0.0), List.of(1.0, 1.0)))));
    List<Plot.Line> curves = new ArrayList<>();
    for (Evaluation.Result set : held) {
      List<Verdict> asked =
          set.verdicts().stream()
              .filter(one -> one.question().kind() != QuestionSet.Kind.CHITCHAT)
              .toList();
      curves.add(
          new Plot.Line(
              set.figures().name(),
              Measures.curve(asked).stream()
                  .map(point -> List.of(point.falseAnswers(), point.falseHandoffs()))
                  .toList()));
    }
    Plot curve =
        new Plot(
            "What the threshold trades, on sources that were held back",
            new Plot.Axis("unanswerable, but answered", false, TENTHS),
            new Plot.Axis("answerable, but handed over", false, TENTHS),
            curves);
    try {
      Files.createDirectories(folder);
      reliability.write(folder.resolve("reliability.svg"));
      curve.write(folder.resolve("curve.svg"));
    } catch (IOException e) {
      throw new CommandFailed("--plots " + folder + " cannot be written: " + e.getMessage() + ".");
    }
  }

  private static void write(
      Path file, LogisticModel glance, LogisticModel close, LogisticModel words) {
    String text =
        """
        # Weights of the logistic functions behind the agent's confidence; what each signal means stands
        # in Evidence. Learnt by ./baton learn --out; a new version number goes with other weights.
        version=3
        """
            + glance.lines("glance.")
            + close.lines("meaning.")
            + words.lines("words.");
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new CommandFailed("--out " + file + " cannot be written: " + e.getMessage() + ".");
    }
  }
}
