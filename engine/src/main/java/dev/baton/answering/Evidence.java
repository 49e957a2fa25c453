package dev.baton.answering;

import dev.baton.retrieval.Hit;
import dev.baton.retrieval.Passage;
import dev.baton.retrieval.Sentences;
import dev.baton.retrieval.Term;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What speaks for an answer to one question, as numbers between 0 and 1 that mean the same in every
 * knowledge base: shares of the question's weight and relations of scores, never raw scores.
 */
final class Evidence {
  private static final int SENTENCES_MAX = 60;
  private static final int NEAR = 3;

  private final Map<String, Double> weights = new LinkedHashMap<>();
  private final double total;
  private final Map<String, Double> signals = new LinkedHashMap<>();

  /**
   * @param question the words of the question, in order
   * @param hits at least one, best first
   * @param terms the words of any other text, as the knowledge base sees them
   */
  Evidence(List<Term> question, List<Hit> hits, Function<String, List<Term>> terms) {
    double unknown = 0;
    for (Term term : question) {
      if (weights.put(term.word(), term.weight()) == null && !term.known()) {
        unknown += term.weight();
      }
    }
    total = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    Passage best = hits.getFirst().passage();
    List<String> text = words(terms.apply(best.text()));
    List<String> above = words(terms.apply(above(best)));
    Set<String> everything = new HashSet<>(text);
    everything.addAll(above);
    double score = hits.getFirst().score();
    signals.put("score", score);
    signals.put("coverage", share(everything));
    signals.put("inText", share(Set.copyOf(text)));
    signals.put("inHeading", share(Set.copyOf(above)));
    signals.put("aboutness", aboutness(above));
    signals.put("inSentence", inOneSentence(best, terms));
    signals.put("margin", margin(hits));
    signals.put("unknown", total == 0 ? 1 : unknown / total);
    signals.put("length", Math.min(1, weights.size() / 10.0));
    signals.put("together", together(words(question), text, above));
    signals.put(
        "rarest",
        weights.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(e -> everything.contains(e.getKey()) ? 1.0 : 0.0)
            .orElse(0.0));
  }

  Map<String, Double> signals() {
    return signals;
  }

  private double share(Set<String> found) {
    double covered = 0;
    for (Map.Entry<String, Double> word : weights.entrySet()) {
      covered += found.contains(word.getKey()) ? word.getValue() : 0;
    }
    return total == 0 ? 0 : covered / total;
  }

  private double aboutness(List<String> above) {
    Set<String> distinct = Set.copyOf(above);
    return distinct.isEmpty()
        ? 0
        : distinct.stream().filter(weights::containsKey).count() / (double) distinct.size();
  }

  private double inOneSentence(Passage passage, Function<String, List<Term>> terms) {
    double most = 0;
    for (String line : passage.text().lines().toList()) {
      for (String sentence : Sentences.of(line).stream().limit(SENTENCES_MAX).toList()) {
        most = Math.max(most, share(Set.copyOf(words(terms.apply(sentence)))));
      }
    }
    return most;
  }

  private static double margin(List<Hit> hits) {
    double first = hits.getFirst().score();
    double next =
        hits.stream()
            .filter(hit -> !hit.passage().source().equals(hits.getFirst().passage().source()))
            .mapToDouble(Hit::score)
            .max()
            .orElse(0);
    return first == 0 ? 0 : (first - next) / first;
  }

  private static double together(List<String> question, List<String> text, List<String> above) {
    List<String> all = Stream.concat(above.stream(), text.stream()).toList();
    int pairs = 0;
    int near = 0;
    for (int i = 0; i + 1 < question.size(); i++) {
      if (question.get(i).equals(question.get(i + 1))) {
        continue;
      }
      pairs++;
      near += near(all, question.get(i), question.get(i + 1)) ? 1 : 0;
    }
    return pairs == 0
        ? (all.containsAll(question) && !question.isEmpty() ? 1 : 0)
        : near / (double) pairs;
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

  private static String above(Passage passage) {
    return passage.title() + "\n" + (passage.heading() == null ? "" : passage.heading());
  }

  private static List<String> words(List<Term> terms) {
    return terms.stream().map(Term::word).toList();
  }
}
