package dev.baton.cli;

import dev.baton.answering.AnswerConfidence;
import dev.baton.answering.SourcesAgent;
import dev.baton.evaluation.RetrievalGrowth;
import dev.baton.retrieval.embedding.LoadedModels;
import dev.baton.retrieval.embedding.PassageVectors;
import dev.baton.retrieval.embedding.VectorsInMemory;
import dev.baton.retrieval.lucene.LuceneKnowledgeBase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how searching grows with the sources. Needs no server. */
@Command(
    name = "retrieval",
    mixinStandardHelpOptions = true,
    description = {
      "Measure how searching and indexing grow with the number of passages.",
      "All passages stand in one workspace; the same questions are asked at each size."
    })
final class BenchRetrieval implements Callable<Integer> {
  private static final int ROUNDS = 5;
  private static final int PASSAGES_MOST = 1_000_000;
  private static final double BYTES_PER_KIB = 1024;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--passages",
      split = ",",
      paramLabel = "N",
      description = "The sizes, rising (default: 1000,10000,100000,200000).")
  private List<Integer> sizes = List.of(1_000, 10_000, 100_000, 200_000);

  @Option(
      names = "--run",
      paramLabel = "N",
      description =
          "So many passages go through the models; the vectors of the others are made up of theirs"
              + " (default: 2000).")
  private int run = 2_000;

  @Option(
      names = "--questions",
      paramLabel = "N",
      description = "Questions asked at each size (default: 500).")
  private int questions = 500;

  @Option(names = "--seed", description = "Makes the same passages again (default: 1).")
  private long seed = 1;

  @Option(names = "--plot", paramLabel = "FILE", description = "Also draw it, as SVG.")
  private @Nullable Path plot;

  @Override
  public Integer call() {
    if (run < 2
        || questions < 1
        || sizes.isEmpty()
        || sizes.stream().anyMatch(n -> n < 1 || n > PASSAGES_MOST)) {
      throw new CommandFailed(
          "--passages lie between 1 and 1000000, --run is at least 2, --questions 1.");
    }
    List<Integer> rising = sizes.stream().sorted().distinct().toList();
    List<SampledEmbedder> models =
        LoadedModels.all().stream().map(model -> new SampledEmbedder(model, run)).toList();
    Path folder = Eval.temporary();
    List<RetrievalGrowth.Step> steps = new ArrayList<>();
    PrintWriter out = spec.commandLine().getOut();
    out.println("passages  cpu ms/question  p50 ms  p99 ms  indexed/s  KiB on disk/1,000");
    PassageVectors vectors = new PassageVectors(List.copyOf(models), new VectorsInMemory());
    try (LuceneKnowledgeBase knowledge = new LuceneKnowledgeBase(folder, vectors, lost -> {})) {
      SourcesAgent agent = new SourcesAgent(knowledge, AnswerConfidence.shipped());
      RetrievalGrowth growth = new RetrievalGrowth(knowledge, agent, questions, seed);
      growth.run(
          rising,
          step -> {
            steps.add(step);
            out.printf(
                Locale.ROOT,
                "%8d %16.2f %7.2f %7.2f %10.0f %18.0f%n",
                step.passages(),
                step.cpuMillis(),
                step.p50Millis(),
                step.p99Millis(),
                step.passagesPerSecond(),
                bytes(folder) / BYTES_PER_KIB / step.passages() * 1_000);
            out.flush();
          });
      workers(growth, out);
    } finally {
      Eval.remove(folder);
    }
    models.forEach(model ->
        out.printf(Locale.ROOT, "%s: %.1f ms per text%n", model.key(), model.millisPerText()));
    if (plot != null) {
      draw(plot, steps);
    }
    return ExitCode.OK;
  }

  private static void workers(RetrievalGrowth growth, PrintWriter out) {
    double[] one = new double[ROUNDS];
    double[] two = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      one[round] = growth.perSecond(1);
      two[round] = growth.perSecond(2);
    }
    Arrays.sort(one);
    Arrays.sort(two);
    out.printf(
        Locale.ROOT,
        "questions/s, medians of %d alternating rounds: 1 worker %.1f, 2 workers %.1f (%.2f times)%n",
        ROUNDS,
        one[ROUNDS / 2],
        two[ROUNDS / 2],
        two[ROUNDS / 2] / one[ROUNDS / 2]);
  }

  private static double bytes(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.mapToLong(file -> file.toFile().isFile() ? file.toFile().length() : 0).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void draw(Path file, List<RetrievalGrowth.Step> steps) {
    List<Double> sizes = steps.stream().map(step -> (double) step.passages()).toList();
    double most = steps.stream().mapToDouble(RetrievalGrowth.Step::p99Millis).max().orElse(1);
    double tick = Math.max(1, Math.ceil(most / 5));
    List<Double> ticks = Stream.iterate(0.0, at -> at + tick).limit(6).toList();
    Plot growth =
        new Plot(
            "A question among so many passages",
            new Plot.Axis("passages", true, sizes),
            new Plot.Axis("ms", false, ticks),
            List.of(
                line("p99", steps, RetrievalGrowth.Step::p99Millis),
                line("p50", steps, RetrievalGrowth.Step::p50Millis),
                line("processor, mean", steps, RetrievalGrowth.Step::cpuMillis)));
    try {
      growth.write(file);
    } catch (IOException e) {
      throw new CommandFailed("--plot " + file + " cannot be written: " + e.getMessage() + ".");
    }
  }

  private static Plot.Line line(
      String name, List<RetrievalGrowth.Step> steps, Function<RetrievalGrowth.Step, Double> value) {
    return new Plot.Line(
        name,
        steps.stream().map(step -> List.of((double) step.passages(), value.apply(step))).toList());
  }
}
