package dev.baton.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.answering.AnswerConfidence;
import dev.baton.answering.Doubt;
import dev.baton.answering.SourcesAgent;
import dev.baton.evaluation.Evaluation;
import dev.baton.evaluation.QuestionSet;
import dev.baton.evaluation.QuestionSetReader;
import dev.baton.evaluation.SetFigures;
import dev.baton.evaluation.Verdict;
import dev.baton.retrieval.embedding.LoadedModels;
import dev.baton.retrieval.embedding.PassageVectors;
import dev.baton.retrieval.embedding.VectorsInMemory;
import dev.baton.retrieval.lucene.LuceneKnowledgeBase;
import dev.baton.workspace.WorkspaceSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures how well the agent answers and hands off, on sets of questions. Needs no server. */
@Command(
    name = "eval",
    mixinStandardHelpOptions = true,
    description = {
      "Measure how well the agent answers and hands off: the same reading, searching and deciding"
          + " as in the server.",
      "A set is a folder with questions.jsonl and, unless only requests for a person are to be"
          + " recognised, kb.jsonl. docs/answer-quality.md says what the figures mean."
    })
final class Eval implements Callable<Integer> {
  private static final int SETS_MAX = 100;

  /** Counts, and what is measured in other units than shares. */
  private static final Set<String> NO_SHARES =
      Set.of("questions", "answerable", "cpu_ms_per_question", "passages_per_second");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", arity = "1..*", description = "Folders of sets.")
  private List<Path> folders = List.of();

  @Option(
      names = "--threshold",
      description = "The handoff threshold, 0 to 1 (default: what a new workspace has).")
  private @Nullable Double threshold;

  @Option(
      names = "--details",
      paramLabel = "FILE",
      description = "Also write a line of JSON for each question: what came of it and why.")
  private @Nullable Path details;

  @Option(names = "--json", description = "Print the figures as one line of JSON.")
  private boolean json;

  @Override
  public Integer call() {
    double used = checkedThreshold();
    List<SetFigures> figures = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    PassageVectors vectors = new PassageVectors(LoadedModels.all(), new VectorsInMemory());
    for (QuestionSet set : sets()) {
      Evaluation.Result result = evaluate(set, used, vectors, Doubt.USUAL);
      figures.add(result.figures());
      result.verdicts().forEach(verdict -> lines.add(line(set.name(), verdict)));
    }
    if (details != null) {
      write(details, lines);
    }
    SetFigures mean = SetFigures.mean(figures);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode report = JsonNodeFactory.instance.objectNode();
      ArrayNode sets = report.putArray("sets");
      figures.forEach(one -> put(sets.addObject().put("name", one.name()), one));
      put(report.putObject("mean"), mean);
      out.println(report);
    } else {
      print(figures, mean, used, out);
    }
    return ExitCode.OK;
  }

  private double checkedThreshold() {
    double used =
        threshold == null ? WorkspaceSettings.defaults("eval").handoffThreshold() : threshold;
    if (!(used >= 0 && used <= 1)) {
      throw new CommandFailed("--threshold is " + used + "; it lies between 0 and 1.");
    }
    return used;
  }

  private List<QuestionSet> sets() {
    if (folders.size() > SETS_MAX) {
      throw new CommandFailed("at most " + SETS_MAX + " sets are measured at once.");
    }
    try {
      return folders.stream().map(QuestionSetReader::read).toList();
    } catch (QuestionSetReader.Unreadable e) {
      throw new CommandFailed(e.getMessage() + ".");
    }
  }

  /** Measures a set in an index of its own, which is gone afterwards. */
  static Evaluation.Result evaluate(
      QuestionSet set, double threshold, PassageVectors vectors, Doubt doubt) {
    Path folder = temporary();
    try (LuceneKnowledgeBase knowledge = new LuceneKnowledgeBase(folder, vectors, lost -> {})) {
      SourcesAgent agent = new SourcesAgent(knowledge, AnswerConfidence.shipped(), doubt);
      return new Evaluation(knowledge, agent, threshold).run(set);
    } finally {
      remove(folder);
    }
  }

  private static String line(String set, Verdict verdict) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("set", set);
    line.put("id", verdict.question().id());
    line.put("text", verdict.question().text());
    line.put("type", verdict.question().kind().name().toLowerCase(Locale.ROOT));
    line.put("answerable", verdict.question().answerable());
    line.put("act", verdict.act().name().toLowerCase(Locale.ROOT));
    line.put("confidence", verdict.confidence());
    line.put("rank", verdict.rank());
    ObjectNode signals = line.putObject("signals");
    verdict.signals().forEach(signals::put);
    return line.toString();
  }

  private static void write(Path file, List<String> lines) {
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw new CommandFailed("--details " + file + " cannot be written: " + e.getMessage() + ".");
    }
  }

  static Path temporary() {
    try {
      return Files.createTempDirectory("baton-eval-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(ObjectNode object, SetFigures figures) {
    figures.values().forEach(object::put);
  }

  private static void print(
      List<SetFigures> sets, SetFigures mean, double threshold, PrintWriter out) {
    out.printf(Locale.ROOT, "threshold %.2f%n", threshold);
    List<SetFigures> columns = new ArrayList<>(sets);
    if (sets.size() > 1) {
      columns.add(mean);
    }
    out.printf(Locale.ROOT, "%-20s", "");
    columns.forEach(set -> out.printf(Locale.ROOT, " %15.15s", Plain.line(set.name())));
    out.println();
    for (String name : mean.values().keySet()) {
      out.printf(Locale.ROOT, "%-20s", name.replace('_', ' '));
      for (SetFigures set : columns) {
        out.printf(Locale.ROOT, " %15s", cell(name, set.values().get(name)));
      }
      out.println();
    }
  }

  private static String cell(String name, @Nullable Double value) {
    if (value == null) {
      return "-";
    }
    return String.format(Locale.ROOT, NO_SHARES.contains(name) ? "%.1f" : "%.3f", value);
  }
}
