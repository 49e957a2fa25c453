package dev.baton.evaluation;

import dev.baton.answering.Inquiry;
import dev.baton.answering.Outcome;
import dev.baton.answering.SourcesAgent;
import dev.baton.evaluation.QuestionSet.Article;
import dev.baton.evaluation.QuestionSet.Kind;
import dev.baton.evaluation.QuestionSet.Question;
import dev.baton.handoff.HandoffReason;
import dev.baton.identity.SourceId;
import dev.baton.identity.WorkspaceId;
import dev.baton.retrieval.Block;
import dev.baton.retrieval.Hit;
import dev.baton.retrieval.KnowledgeBase;
import dev.baton.retrieval.Passage;
import dev.baton.retrieval.PassageCutter;
import dev.baton.retrieval.Section;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks the agent, exactly as customers would, the questions of a set, and measures what it does.
 * The same set, agent and threshold give the same figures but for the times.
 */
public final class Evaluation {
  /** So many of the questions are asked again, when all is warm, to be timed. */
  private static final int TIMED_MAX = 300;

  private static final double FALSE_ANSWERS_MOST = 0.20;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private final KnowledgeBase knowledge;
  private final SourcesAgent agent;
  private final double threshold;

  /**
   * @param threshold the handoff threshold, 0 to 1
   */
  public Evaluation(KnowledgeBase knowledge, SourcesAgent agent, double threshold) {
    this.knowledge = knowledge;
    this.agent = agent;
    this.threshold = threshold;
  }

  /** What was measured on a set, with the verdicts that it was measured from. */
  public record Result(SetFigures figures, List<Verdict> verdicts) {
    public Result {
      verdicts = List.copyOf(verdicts);
    }
  }

  /** Measures one set; its knowledge base is put into a workspace of its own. */
  public Result run(QuestionSet set) {
    Map<String, Double> figures = new LinkedHashMap<>();
    WorkspaceId workspace = WorkspaceId.random();
    Map<SourceId, String> articles = new HashMap<>();
    double perSecond = put(set, workspace, articles);
    List<Verdict> verdicts =
        set.questions().stream().map(question -> verdict(workspace, question, articles)).toList();
    figures.put("questions", (double) set.questions().size());
    if (!set.articles().isEmpty()) {
      decisions(figures, verdicts);
    }
    requests(figures, verdicts);
    chitchat(figures, verdicts);
    if (!set.articles().isEmpty()) {
      figures.put("cpu_ms_per_question", cpuMillis(workspace, set.questions()));
      figures.put("passages_per_second", perSecond);
    }
    knowledge.keepOnly(Map.of());
    figures.values().removeIf(value -> value.isNaN());
    return new Result(new SetFigures(set.name(), figures), verdicts);
  }

  private double put(QuestionSet set, WorkspaceId workspace, Map<SourceId, String> articles) {
    long begun = System.nanoTime();
    int passages = 0;
    for (Article article : set.articles()) {
      SourceId source = SourceId.random();
      articles.put(source, article.id());
      List<Passage> cut = cut(source, article);
      passages += cut.size();
      knowledge.prepare(source, cut);
      knowledge.put(workspace, source, cut);
    }
    return passages / ((System.nanoTime() - begun) / NANOS_PER_SECOND);
  }

  private static List<Passage> cut(SourceId source, Article article) {
    List<Block> lines = new ArrayList<>();
    article
        .text()
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> lines.add(new Block.Prose(line)));
    return PassageCutter.cut(
        source,
        article.title(),
        article.url().isEmpty() ? null : article.url(),
        List.of(new Section(List.of(), null, lines)));
  }

  private Verdict verdict(
      WorkspaceId workspace, Question question, Map<SourceId, String> articles) {
    SourcesAgent.Considered considered = agent.consider(inquiry(workspace, question));
    Outcome outcome = considered.outcome();
    Verdict.Act act =
        switch (outcome) {
          case Outcome.Answered answered -> Verdict.Act.ANSWER;
          case Outcome.SmallTalk smallTalk -> Verdict.Act.SMALL_TALK;
          case Outcome.Question asked -> Verdict.Act.ASK;
          case Outcome.NeedsPerson person ->
              person.reason() == HandoffReason.EXPLICIT_REQUEST
                  ? Verdict.Act.HAND_OFF_ON_REQUEST
                  : Verdict.Act.HAND_OFF;
        };
    return new Verdict(
        question,
        act,
        outcome.why().confidence(),
        rank(question, considered.ranking(), articles),
        outcome.why().signals());
  }

  private static int rank(Question question, List<Hit> ranking, Map<SourceId, String> articles) {
    Set<String> ranked = new LinkedHashSet<>();
    for (Hit hit : ranking) {
      String article = articles.getOrDefault(hit.passage().source(), "");
      ranked.add(article);
      if (question.relevant().contains(article)) {
        return ranked.size();
      }
    }
    return 0;
  }

  private Inquiry inquiry(WorkspaceId workspace, Question question) {
    return new Inquiry(workspace, question.text(), threshold, true);
  }

  static void decisions(Map<String, Double> figures, List<Verdict> all) {
    List<Verdict> verdicts =
        all.stream().filter(one -> one.question().kind() != Kind.CHITCHAT).toList();
    List<Measures.Point> curve = Measures.curve(verdicts);
    double falseHandoffs = Measures.falseHandoffs(verdicts);
    double falseAnswers = Measures.falseAnswers(verdicts);
    figures.put(
        "answerable",
        (double) verdicts.stream().filter(one -> one.question().answerable()).count());
    figures.put("r1", Measures.recallAt(1, verdicts));
    figures.put("r3", Measures.recallAt(3, verdicts));
    figures.put("mrr", Measures.meanReciprocalRank(verdicts));
    figures.put("auroc", Measures.auroc(verdicts));
    figures.put("oscr", Measures.oscr(curve));
    figures.put("s80", 1 - Measures.falseHandoffsAt(FALSE_ANSWERS_MOST, curve));
    figures.put("fhr", falseHandoffs);
    figures.put("fa", falseAnswers);
    figures.put("ba", 1 - (falseHandoffs + falseAnswers) / 2);
  }

  private static void requests(Map<String, Double> figures, List<Verdict> verdicts) {
    List<Verdict> asking =
        verdicts.stream().filter(one -> one.question().kind() == Kind.EXPLICIT_HUMAN).toList();
    if (asking.isEmpty()) {
      return;
    }
    List<Verdict> found =
        verdicts.stream().filter(one -> one.act() == Verdict.Act.HAND_OFF_ON_REQUEST).toList();
    figures.put(
        "explicit_precision",
        Measures.mean(found, one -> one.question().kind() == Kind.EXPLICIT_HUMAN ? 1 : 0));
    figures.put(
        "explicit_recall",
        Measures.mean(asking, one -> one.act() == Verdict.Act.HAND_OFF_ON_REQUEST ? 1 : 0));
  }

  private static void chitchat(Map<String, Double> figures, List<Verdict> verdicts) {
    List<Verdict> chitchat =
        verdicts.stream().filter(one -> one.question().kind() == Kind.CHITCHAT).toList();
    figures.put(
        "chitchat_met",
        Measures.mean(chitchat, one -> one.act() == Verdict.Act.SMALL_TALK ? 1 : 0));
  }

  private double cpuMillis(WorkspaceId workspace, List<Question> questions) {
    List<Question> timed = questions.subList(0, Math.min(TIMED_MAX, questions.size()));
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    timed.forEach(question -> agent.answer(inquiry(workspace, question)));
    return (threads.getCurrentThreadCpuTime() - before) / NANOS_PER_MILLI / timed.size();
  }
}
