package dev.baton.answering;

import dev.baton.retrieval.Hit;
import dev.baton.retrieval.Passage;
import dev.baton.retrieval.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Makes a reply out of a passage by leaving out what the question does not need. Every word of the
 * reply stands in the passage: whole sentences and whole procedures, in their order, never a
 * heading alone.
 */
final class AnswerComposer {
  private static final int WORDS_MOST = 90;
  private static final int STEPS_WORDS_MOST = 260;
  private static final int SHORT_PASSAGE_WORDS = 45;

  /** What a word of reply must bring, as a share of the question's weight that the passage has. */
  private static final double PRICE_OF_A_WORD = 0.004;

  /** When the heading already names so much of the question, the text under it is the answer. */
  private static final double NAMED_BY_HEADING = 0.6;

  /** What it brings to begin in the paragraph that is nearest in meaning, on the same scale. */
  private static final double NEAREST_IN_MEANING = 0.5;

  private static final Pattern POINTS_BACK =
      Pattern.compile(
          "(?:this|that|these|those|it|its|they|them|he|she|however|then|therefore|also|otherwise"
              + "|instead|if so|in this case|in that case|for example|afterwards|and|but|or|so)\\b.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern ASKS_FOR_STEPS =
      Pattern.compile("\\b(?:how (?:do|can|to|would|should)|steps?|where (?:do|can)|way to)\\b");

  private final Function<String, List<Term>> terms;

  /**
   * @param terms the words of any text, as the knowledge base sees them
   */
  AnswerComposer(Function<String, List<Term>> terms) {
    this.terms = terms;
  }

  /** The reply; empty when the passage has nothing but its headings. */
  Optional<String> compose(String question, QuestionWords words, Hit hit) {
    Passage passage = hit.passage();
    List<AnswerUnit> units =
        AnswerUnit.of(passage.text()).stream()
            .filter(unit -> !isHeading(unit.text(), passage))
            .toList();
    if (units.isEmpty()) {
      return Optional.empty();
    }
    int all = units.stream().mapToInt(AnswerUnit::words).sum();
    if (all <= SHORT_PASSAGE_WORDS) {
      return Optional.of(text(units));
    }
    String heading = passage.title() + "\n" + (passage.heading() == null ? "" : passage.heading());
    Set<String> named = QuestionWords.distinct(terms.apply(heading));
    Span span =
        words.share(named) >= NAMED_BY_HEADING
            ? fromTheTop(units)
            : bestSpan(units, words, named, hit.nearestBlock());
    boolean steps = ASKS_FOR_STEPS.matcher(question.toLowerCase(Locale.ROOT)).find();
    return Optional.of(text(complete(units, span, steps)));
  }

  /** Units from one index to before another. */
  private record Span(int from, int to) {}

  private static Span fromTheTop(List<AnswerUnit> units) {
    int words = 0;
    int to = 0;
    while (to < units.size()) {
      AnswerUnit unit = units.get(to);
      int most = unit.kind() == AnswerUnit.Kind.STEPS ? STEPS_WORDS_MOST : WORDS_MOST;
      if (to > 0 && words + unit.words() > most) {
        break;
      }
      words += unit.words();
      to++;
    }
    return new Span(0, to);
  }

  private Span bestSpan(
      List<AnswerUnit> units, QuestionWords words, Set<String> named, int nearestBlock) {
    List<Set<String>> has =
        units.stream().map(unit -> QuestionWords.distinct(terms.apply(unit.text()))).toList();
    Set<String> everything = new HashSet<>();
    has.forEach(everything::addAll);
    double reachable = Math.max(words.weightOf(everything), 1e-9);
    Span best = new Span(0, 1);
    double most = Double.NEGATIVE_INFINITY;
    for (int from = 0; from < units.size(); from++) {
      Set<String> covered = new HashSet<>();
      double meant = units.get(from).block() == nearestBlock ? NEAREST_IN_MEANING : 0;
      int length = 0;
      for (int to = from; to < units.size(); to++) {
        length += units.get(to).words();
        if (to > from && length > WORDS_MOST) {
          break;
        }
        covered.addAll(has.get(to));
        double value = meant + worth(words, covered, named) / reachable - PRICE_OF_A_WORD * length;
        if (value > most + 1e-9) {
          most = value;
          best = new Span(from, to + 1);
        }
      }
    }
    return best;
  }

  /** A word that the heading has too says less about where in the passage the answer stands. */
  private static double worth(QuestionWords words, Set<String> covered, Set<String> named) {
    return covered.stream()
        .mapToDouble(word -> words.weight(word) * (named.contains(word) ? 0.5 : 1))
        .sum();
  }

  /** Adds what the span cannot stand without: what it points back to, and the list it announces. */
  private static List<AnswerUnit> complete(List<AnswerUnit> units, Span span, boolean steps) {
    int from = span.from();
    int to = span.to();
    AnswerUnit first = units.get(from);
    boolean pointsBack = from > 0 && POINTS_BACK.matcher(first.text()).matches();
    boolean inAList = from > 0 && first.kind() != AnswerUnit.Kind.SENTENCE;
    if (pointsBack || (inAList && units.get(from - 1).introduces())) {
      from--;
    }
    boolean stepsFollow = to < units.size() && units.get(to).kind() == AnswerUnit.Kind.STEPS;
    if (units.get(to - 1).introduces() || (steps && stepsFollow)) {
      int words = 0;
      while (to < units.size()
          && units.get(to).kind() != AnswerUnit.Kind.SENTENCE
          && words + units.get(to).words() <= STEPS_WORDS_MOST) {
        words += units.get(to).words();
        to++;
      }
    }
    List<AnswerUnit> kept = new ArrayList<>(units.subList(from, to));
    while (kept.size() > 1 && kept.getLast().introduces()) {
      kept.removeLast();
    }
    return kept;
  }

  private static String text(List<AnswerUnit> units) {
    if (units.size() == 1 && units.getFirst().kind() == AnswerUnit.Kind.ITEM) {
      return units.getFirst().text().substring("- ".length());
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < units.size(); i++) {
      text.append(i == 0 ? "" : units.get(i - 1).separator(units.get(i)));
      text.append(units.get(i).text());
    }
    return text.toString();
  }

  private static boolean isHeading(String unit, Passage passage) {
    String plain = plain(unit);
    String heading = passage.heading() == null ? "" : passage.heading();
    String last = heading.substring(heading.lastIndexOf('›') + 1);
    return plain.isEmpty() || plain.equals(plain(passage.title())) || plain.equals(plain(last));
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
  }
}
