package dev.baton.answering;

import dev.baton.retrieval.Hit;
import dev.baton.retrieval.Passage;
import dev.baton.retrieval.Term;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What speaks for an answer to one question, as numbers from 0 to 1 that mean the same in every
 * knowledge base: shares of the question's weight and relations of scores, never raw scores.
 */
final class Evidence {
  /** How many words apart two words may stand and still count as together. */
  private static final int NEAR = 3;

  /** From so many telling words on, more of them say no more. */
  private static final double LONG_QUESTION = 10;

  private Evidence() {}

  /**
   * The signals by name: {@code score} of the best passage; {@code coverage}, the share of the
   * question's weight in it, headings included; {@code aboutness}, the share of its title and
   * headings that the question names; {@code margin} to the best passage of another source; {@code
   * together}, the share of the question's neighbouring words that are neighbours there too; {@code
   * length} of the question.
   *
   * @param hits at least one, best first
   * @param terms the words of any text, as the knowledge base sees them
   */
  static Map<String, Double> signals(
      QuestionWords question, List<Hit> hits, Function<String, List<Term>> terms) {
    Passage best = hits.getFirst().passage();
    String headings = best.title() + "\n" + (best.heading() == null ? "" : best.heading());
    List<Term> above = terms.apply(headings);
    List<String> all =
        Stream.concat(above.stream(), terms.apply(best.text()).stream()).map(Term::word).toList();
    Map<String, Double> signals = new LinkedHashMap<>();
    signals.put("score", hits.getFirst().score());
    signals.put("coverage", question.share(Set.copyOf(all)));
    signals.put("aboutness", aboutness(question, QuestionWords.distinct(above)));
    signals.put("margin", margin(hits));
    signals.put("together", together(question.inOrder(), all));
    signals.put("length", Math.min(1, question.size() / LONG_QUESTION));
    return signals;
  }

  private static double aboutness(QuestionWords question, Set<String> above) {
    long named = above.stream().filter(word -> question.weight(word) > 0).count();
    return above.isEmpty() ? 0 : (double) named / above.size();
  }

  private static double margin(List<Hit> hits) {
    Hit best = hits.getFirst();
    double next =
        hits.stream()
            .filter(hit -> !hit.passage().source().equals(best.passage().source()))
            .mapToDouble(Hit::score)
            .max()
            .orElse(0);
    return best.score() == 0 ? 0 : (best.score() - next) / best.score();
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
