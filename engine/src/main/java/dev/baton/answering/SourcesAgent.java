package dev.baton.answering;

import dev.baton.handoff.HandoffDecision;
import dev.baton.handoff.HandoffPolicy;
import dev.baton.handoff.HandoffSignals;
import dev.baton.handoff.PersonQuestion;
import dev.baton.identity.WorkspaceId;
import dev.baton.retrieval.Hit;
import dev.baton.retrieval.KnowledgeBase;
import dev.baton.retrieval.Passage;
import dev.baton.retrieval.Search;
import dev.baton.retrieval.Term;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The agent that answers in the sources' own words. It asks the rules first whether a person is
 * wanted or nothing but politeness was said, then searches, more closely where a glance leaves it
 * in {@link Doubt}, composes, and lets {@link HandoffPolicy} decide by its confidence. Several
 * questions at once are answered all or not at all: it is as sure as of its least sure part.
 */
public final class SourcesAgent implements Agent {
  private static final int SEARCHED = 24;
  private static final int SHOWN = 5;
  private static final int SHOWN_CHARACTERS_MAX = 600;

  private final KnowledgeBase knowledge;
  private final AnswerConfidence confidence;
  private final Doubt doubt;

  public SourcesAgent(KnowledgeBase knowledge, AnswerConfidence confidence) {
    this(knowledge, confidence, Doubt.USUAL);
  }

  /** An agent that looks as closely as it is told to. */
  public SourcesAgent(KnowledgeBase knowledge, AnswerConfidence confidence, Doubt doubt) {
    this.knowledge = knowledge;
    this.confidence = confidence;
    this.doubt = doubt;
  }

  /** What a look has shown. */
  private record Seen(List<Hit> hits, Evidence evidence, double confidence) {}

  /** What was found for one question. */
  private record Part(
      List<Hit> hits, Optional<String> reply, double confidence, Map<String, Double> signals) {

    /** False when what was found says nothing, as far as it was looked at. */
    boolean hasAnswer(double threshold) {
      return reply.isPresent() || (!hits.isEmpty() && confidence < threshold);
    }
  }

  /**
   * An outcome and what it rests on.
   *
   * @param ranking the passages found, best first, each once; none where the rules decided alone
   */
  public record Considered(Outcome outcome, List<Hit> ranking) {
    public Considered {
      ranking = List.copyOf(ranking);
    }
  }

  @Override
  public Outcome answer(Inquiry inquiry) {
    return consider(inquiry).outcome();
  }

  /** The same as {@link #answer}, with the passages that it chose from. */
  public Considered consider(Inquiry inquiry) {
    HandoffSignals text =
        HandoffSignals.ofText(
            inquiry.text(),
            inquiry.personQuestion(),
            inquiry.explicitRequests(),
            inquiry.threshold());
    Optional<HandoffDecision> early = HandoffPolicy.beforeSearch(text);
    if (early.isPresent()) {
      return considered(early.get(), inquiry, List.of(), 0);
    }
    if (knowledge.isEmpty(inquiry.workspace())) {
      return considered(
          HandoffPolicy.decide(text.withSearch(false, false, 0)), inquiry, List.of(), 0);
    }
    List<Part> parts = parts(inquiry);
    boolean found = parts.stream().allMatch(part -> part.hasAnswer(inquiry.threshold()));
    double sure = parts.stream().mapToDouble(Part::confidence).min().orElse(0);
    return considered(
        HandoffPolicy.decide(text.withSearch(true, found, sure)), inquiry, parts, sure);
  }

  private static Considered considered(
      HandoffDecision decision, Inquiry inquiry, List<Part> parts, double sure) {
    List<Hit> ranking =
        parts.stream()
            .flatMap(part -> part.hits().stream())
            .sorted(Comparator.comparingDouble(Hit::score).reversed())
            .distinct()
            .toList();
    return new Considered(outcome(decision, inquiry, parts, ranking, sure), ranking);
  }

  private List<Part> parts(Inquiry inquiry) {
    return Questions.in(inquiry.text()).stream().map(question -> part(inquiry, question)).toList();
  }

  private Part part(Inquiry inquiry, String question) {
    WorkspaceId workspace = inquiry.workspace();
    Search search = knowledge.search(workspace, question);
    List<Hit> first = search.hits(Search.Look.GLANCE, SEARCHED);
    if (first.isEmpty()) {
      return new Part(first, Optional.empty(), 0, Map.of());
    }
    String language = knowledge.language(workspace, question);
    Function<String, List<Term>> terms = text -> knowledge.terms(workspace, language, text);
    QuestionWords words = new QuestionWords(terms.apply(question));
    Seen seen = seen(first, Evidence.of(Search.Look.GLANCE, words, first, terms));
    if (seen.evidence().basis() == Evidence.Basis.GLANCE && doubt.covers(seen.confidence())) {
      List<Hit> closer = search.hits(Search.Look.CLOSE, SEARCHED);
      seen = seen(closer, Evidence.of(Search.Look.CLOSE, words, closer, terms));
    }
    // What will not be said need not be composed.
    Optional<String> reply =
        seen.confidence() < inquiry.threshold()
            ? Optional.empty()
            : new AnswerComposer(terms).compose(question, words, seen.hits().getFirst());
    return new Part(seen.hits(), reply, seen.confidence(), seen.evidence().signals());
  }

  private Seen seen(List<Hit> hits, Evidence evidence) {
    return new Seen(hits, evidence, confidence.of(evidence));
  }

  private static Outcome outcome(
      HandoffDecision decision, Inquiry inquiry, List<Part> parts, List<Hit> ranking, double sure) {
    Why why = why(decision, inquiry, parts, ranking, sure);
    return switch (decision) {
      case HandoffDecision.Answer answer -> answered(parts, why);
      case HandoffDecision.BeFriendly friendly ->
          new Outcome.SmallTalk(friendly.smallTalk().line(), why);
      case HandoffDecision.AskFirst ask -> new Outcome.Question(PersonQuestion.LINE, why);
      case HandoffDecision.HandOff handOff -> new Outcome.NeedsPerson(handOff.reason(), why);
    };
  }

  private static Outcome answered(List<Part> parts, Why why) {
    List<String> replies = new ArrayList<>();
    List<Citation> citations = new ArrayList<>();
    List<Passage> cited = new ArrayList<>();
    for (Part part : parts) {
      String reply = part.reply().orElseThrow();
      Passage passage = part.hits().getFirst().passage();
      if (!replies.contains(reply)) {
        replies.add(reply);
      }
      if (!cited.contains(passage)) {
        cited.add(passage);
        citations.add(citation(cited.size(), passage));
      }
    }
    return new Outcome.Answered(String.join("\n\n", replies), citations, why);
  }

  private static Citation citation(int number, Passage passage) {
    return new Citation(
        number,
        passage.source(),
        passage.title(),
        passage.heading(),
        passage.page(),
        passage.url(),
        passage.text());
  }

  private static Why why(
      HandoffDecision decision, Inquiry inquiry, List<Part> parts, List<Hit> ranking, double sure) {
    List<Why.Found> nearest = ranking.stream().limit(SHOWN).map(SourcesAgent::found).toList();
    Map<String, Double> signals =
        parts.stream()
            .min(Comparator.comparingDouble(Part::confidence))
            .map(Part::signals)
            .orElse(Map.of());
    String question = shortened(inquiry.text());
    return new Why(decision.rule(), sure, inquiry.threshold(), question, nearest, signals);
  }

  private static Why.Found found(Hit hit) {
    Passage passage = hit.passage();
    return new Why.Found(
        passage.source(),
        passage.title(),
        passage.heading(),
        passage.page(),
        passage.url(),
        shortened(passage.text()),
        hit.score());
  }

  private static String shortened(String text) {
    return text.length() <= SHOWN_CHARACTERS_MAX
        ? text
        : text.substring(0, SHOWN_CHARACTERS_MAX - 1) + "…";
  }
}
