package dev.baton.answering;

import dev.baton.retrieval.Hit;
import dev.baton.retrieval.Passage;
import dev.baton.retrieval.PassageParts;
import dev.baton.retrieval.Search;
import dev.baton.retrieval.Term;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What speaks for an answer to one question, as few numbers that mean the same in every knowledge
 * base: shares and relations, never raw scores. What each adds is measured in
 * docs/answer-quality.md.
 *
 * @param basis what the numbers rest on; those of different bases do not compare
 * @param signals by name
 */
record Evidence(Basis basis, Map<String, Double> signals) {
  /** What the passages were found by. */
  enum Basis {
    /** By words and by meaning, under the quickest model alone. */
    GLANCE,
    /** By words and by meaning, under all models. */
    MEANING,
    /** By words alone: no model has seen them, or none that knows the language. */
    WORDS
  }

  /** How many words apart two words may stand and still count as together. */
  private static final int NEAR = 3;

  /** From so many telling words on, more of them say no more. */
  private static final double LONG_QUESTION = 10;

  private static final int VOTERS = 5;

  /** Stands in for the likeness of a passage that has but one part: about that of the others. */
  private static final double LIKENESS_UNKNOWN = 0.5;

  Evidence {
    signals = Map.copyOf(signals);
  }

  /**
   * The evidence of a search.
   *
   * @param look how closely was looked
   * @param hits at least one, best first
   * @param terms the words of any text, as the knowledge base sees them
   */
  static Evidence of(
      Search.Look look,
      QuestionWords question,
      List<Hit> hits,
      Function<String, List<Term>> terms) {
    if (hits.getFirst().meanings().isEmpty()) {
      return new Evidence(Basis.WORDS, byWords(question, hits, terms));
    }
    Basis basis = look == Search.Look.GLANCE ? Basis.GLANCE : Basis.MEANING;
    return new Evidence(basis, byMeaning(hits));
  }

  /**
   * {@code meaning}, how near the best passage is; {@code likeness}, how near its own parts are to
   * each other, which says what near means here; {@code margin} to the nearest passage of another
   * source, under the model that sees the smaller one; {@code vote}, the share of the five nearest
   * parts that stand in the best passage's source.
   */
  private static Map<String, Double> byMeaning(List<Hit> hits) {
    Hit best = hits.getFirst();
    Map<String, Double> signals = new LinkedHashMap<>();
    signals.put("meaning", best.meaning());
    signals.put("likeness", Double.isNaN(best.likeness()) ? LIKENESS_UNKNOWN : best.likeness());
    signals.put(
        "margin",
        IntStream.range(0, best.meanings().size())
            .mapToDouble(model -> margin(hits, hit -> meaning(hit, model)))
            .min()
            .orElse(0));
    signals.put("vote", vote(hits));
    return signals;
  }

  private static double meaning(Hit hit, int model) {
    return model < hit.meanings().size() ? hit.meanings().get(model) : 0;
  }

  private static double vote(List<Hit> hits) {
    record Voter(boolean forBest, double nearness) {}
    List<Voter> voters =
        hits.stream()
            .flatMap(
                hit -> hit.parts().stream().map(near -> new Voter(sameSource(hit, hits), near)))
            .sorted(Comparator.comparingDouble(Voter::nearness).reversed())
            .limit(VOTERS)
            .toList();
    return (double) voters.stream().filter(Voter::forBest).count() / Math.max(1, voters.size());
  }

  private static boolean sameSource(Hit hit, List<Hit> hits) {
    return hit.passage().source().equals(hits.getFirst().passage().source());
  }

  private static double margin(List<Hit> hits, ToDoubleFunction<Hit> of) {
    double next =
        hits.stream().filter(hit -> !sameSource(hit, hits)).mapToDouble(of).max().orElse(0);
    return of.applyAsDouble(hits.getFirst()) - next;
  }

  /**
   * {@code coverage}, the share of the question's weight in the best passage, headings included;
   * {@code aboutness}, the share of its title and headings that the question names; {@code margin}
   * to the best passage of another source; {@code together}, the share of the question's
   * neighbouring words that are neighbours there too; {@code length} of the question.
   */
  private static Map<String, Double> byWords(
      QuestionWords question, List<Hit> hits, Function<String, List<Term>> terms) {
    Passage best = hits.getFirst().passage();
    List<Term> above = terms.apply(PassageParts.heading(best));
    List<String> all =
        Stream.concat(above.stream(), terms.apply(best.text()).stream()).map(Term::word).toList();
    Map<String, Double> signals = new LinkedHashMap<>();
    signals.put("coverage", question.share(Set.copyOf(all)));
    signals.put("aboutness", aboutness(question, QuestionWords.distinct(above)));
    signals.put("margin", margin(hits, Hit::words));
    signals.put("together", together(question.inOrder(), all));
    signals.put("length", Math.min(1, question.size() / LONG_QUESTION));
    return signals;
  }

  private static double aboutness(QuestionWords question, Set<String> above) {
    long named = above.stream().filter(word -> question.weight(word) > 0).count();
    return above.isEmpty() ? 0 : (double) named / above.size();
  }

  private static double together(List<Term> question, List<String> passage) {
    int pairs = 0;
    int near = 0;
    for (int i = 0; i + 1 < question.size(); i++) {
      String left = question.get(i).word();
      String right = question.get(i + 1).word();
      if (!left.equals(right)) {
        pairs++;
        near += near(passage, left, right) ? 1 : 0;
      }
    }
    if (pairs == 0) {
      return !question.isEmpty() && passage.contains(question.getFirst().word()) ? 1 : 0;
    }
    return (double) near / pairs;
  }

  private static boolean near(List<String> words, String left, String right) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals(left)) {
        int from = Math.max(0, i - NEAR);
        int to = Math.min(words.size(), i + NEAR + 1);
        if (words.subList(from, to).contains(right)) {
          return true;
        }
      }
    }
    return false;
  }
}
