package dev.baton.answering;

import dev.baton.retrieval.Term;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The telling words of one question, each once, with their weights. */
final class QuestionWords {
  private final List<Term> inOrder;
  private final Map<String, Double> weights = new LinkedHashMap<>();
  private final double total;

  QuestionWords(List<Term> inOrder) {
    this.inOrder = inOrder;
    inOrder.forEach(term -> weights.put(term.word(), term.weight()));
    this.total = weights.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  List<Term> inOrder() {
    return inOrder;
  }

  int size() {
    return weights.size();
  }

  double weight(String word) {
    return weights.getOrDefault(word, 0.0);
  }

  /** How much of the question's weight is among these words, 0 to 1. */
  double share(Collection<String> words) {
    return total == 0 ? 0 : weightOf(words) / total;
  }

  /** The weight of the question's words among these. */
  double weightOf(Collection<String> words) {
    return weights.entrySet().stream()
        .filter(word -> words.contains(word.getKey()))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  static Set<String> distinct(List<Term> terms) {
    return terms.stream().map(Term::word).collect(Collectors.toUnmodifiableSet());
  }
}
