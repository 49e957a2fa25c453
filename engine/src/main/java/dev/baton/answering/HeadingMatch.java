package dev.baton.answering;

import dev.baton.retrieval.Hit;
import dev.baton.retrieval.Passage;
import dev.baton.retrieval.Term;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Puts passages first whose heading is the question: of two that share its words, the one under
 * "How to add a PDF" answers "How do I add a PDF?", and not the one under "My PDF failed". Measured
 * by the weighted F1 of question and nearest heading (van Rijsbergen 1979), because words that the
 * heading has and the question lacks count as much as the reverse.
 */
final class HeadingMatch {
  private static final double GAIN = 0.35;

  private HeadingMatch() {}

  /** The same hits, best first, with scores from 0 to 1 that honour their headings. */
  static List<Hit> ranked(
      QuestionWords question, List<Hit> hits, Function<String, List<Term>> terms) {
    return hits.stream()
        .map(hit ->
            new Hit(
                hit.passage(),
                Math.min(1, hit.score() * (1 + GAIN * match(question, hit.passage(), terms)))))
        .sorted(Comparator.comparingDouble(Hit::score).reversed())
        .toList();
  }

  private static double match(
      QuestionWords question, Passage passage, Function<String, List<Term>> terms) {
    List<Term> heading = terms.apply(nearestHeading(passage));
    Set<String> counted = new HashSet<>();
    double named = 0;
    double all = 0;
    for (Term term : heading) {
      if (counted.add(term.word())) {
        all += term.weight();
        named += question.weight(term.word()) > 0 ? term.weight() : 0;
      }
    }
    double precision = all == 0 ? 0 : named / all;
    double recall = question.share(counted);
    return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
  }

  private static String nearestHeading(Passage passage) {
    String path = passage.heading();
    return path == null ? passage.title() : path.substring(path.lastIndexOf('›') + 1);
  }
}
