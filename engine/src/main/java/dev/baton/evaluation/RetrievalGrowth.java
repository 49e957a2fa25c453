package dev.baton.evaluation;

import dev.baton.answering.Inquiry;
import dev.baton.answering.SourcesAgent;
import dev.baton.identity.SourceId;
import dev.baton.identity.WorkspaceId;
import dev.baton.retrieval.KnowledgeBase;
import dev.baton.retrieval.Passage;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * How the time for a question and for indexing grows with the number of passages: one workspace is
 * filled step by step with made-up instructions, and asked the same questions at each step.
 */
public final class RetrievalGrowth {
  private static final int PASSAGES_PER_SOURCE = 1_000;
  private static final double THRESHOLD = 0.5;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private static final List<String> VERBS = words("add remove export import rename share print");
  private static final List<String> KINDS = words("monthly shared archived hidden signed blue");
  private static final List<String> THINGS =
      words("invoice label report ticket voucher address signature calendar");
  private static final List<String> PLACES =
      words("warehouse kitchen office garage studio library museum harbour airport stadium");

  private final KnowledgeBase knowledge;
  private final SourcesAgent agent;
  private final int questions;
  private final long seed;
  private final WorkspaceId workspace = WorkspaceId.random();

  /**
   * The same seed makes the same passages and questions.
   *
   * @param questions asked at each size, after half as many to warm up
   */
  public RetrievalGrowth(KnowledgeBase knowledge, SourcesAgent agent, int questions, long seed) {
    this.knowledge = knowledge;
    this.agent = agent;
    this.questions = questions;
    this.seed = seed;
  }

  /**
   * What was measured with so many passages.
   *
   * @param cpuMillis of the asking thread per question, the mean over a warm run
   * @param p50Millis wall time of a question, the median
   * @param p99Millis wall time of a question
   * @param passagesPerSecond indexing, since the step before
   */
  public record Step(
      int passages,
      double cpuMillis,
      double p50Millis,
      double p99Millis,
      double passagesPerSecond) {}

  /** Measures at each of these sizes, in rising order, telling each step when it is done. */
  public void run(List<Integer> sizes, Consumer<Step> told) {
    int passages = 0;
    for (int size : sizes) {
      long begun = System.nanoTime();
      int before = passages;
      while (passages < size) {
        int most = Math.min(PASSAGES_PER_SOURCE, size - passages);
        SourceId source = SourceId.random();
        List<Passage> instructions = instructions(source, passages, most);
        knowledge.prepare(source, instructions);
        knowledge.put(workspace, source, instructions);
        passages += most;
      }
      double seconds = (System.nanoTime() - begun) / NANOS_PER_SECOND;
      told.accept(asked(passages, (passages - before) / seconds));
    }
  }

  /** Questions a second that so many threads answer together, at the size reached. */
  public double perSecond(int workers) {
    long begun = System.nanoTime();
    List<Thread> asking = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      Random random = new Random(seed + worker);
      Runnable questions =
          () -> {
            for (int i = 0; i < this.questions; i++) {
              ask(random);
            }
          };
      asking.add(Thread.ofPlatform().start(questions));
    }
    for (Thread thread : asking) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while measuring", e);
      }
    }
    return workers * questions / ((System.nanoTime() - begun) / NANOS_PER_SECOND);
  }

  private List<Passage> instructions(SourceId source, int from, int count) {
    Random random = new Random(seed + from);
    List<Passage> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String text =
          "To %s the %s %s of the %s, open number %d and press %s. It takes %d minutes."
              .formatted(
                  any(VERBS, random),
                  any(KINDS, random),
                  any(THINGS, random),
                  any(PLACES, random),
                  from + i,
                  any(THINGS, random),
                  random.nextInt(60));
      made.add(new Passage(source, i, "Volume " + from, null, null, null, text));
    }
    return made;
  }

  private Step asked(int passages, double perSecond) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Random random = new Random(seed);
    for (int i = 0; i < questions / 2; i++) {
      ask(random);
    }
    double[] millis = new double[questions];
    long before = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < questions; i++) {
      long begun = System.nanoTime();
      ask(random);
      millis[i] = (System.nanoTime() - begun) / NANOS_PER_MILLI;
    }
    double cpu = (threads.getCurrentThreadCpuTime() - before) / NANOS_PER_MILLI / questions;
    Arrays.sort(millis);
    return new Step(passages, cpu, millis[questions / 2], millis[questions * 99 / 100], perSecond);
  }

  private void ask(Random random) {
    String question =
        "How do I %s a %s %s in the %s?"
            .formatted(
                any(VERBS, random), any(KINDS, random), any(THINGS, random), any(PLACES, random));
    agent.answer(new Inquiry(workspace, question, THRESHOLD, true));
  }

  private static String any(List<String> words, Random random) {
    return words.get(random.nextInt(words.size()));
  }

  private static List<String> words(String all) {
    return List.of(all.split(" ", -1));
  }
}
