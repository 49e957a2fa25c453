package dev.baton.evaluation;

import java.util.List;
import java.util.Set;

/**
 * A knowledge base and the questions that people asked of it, each with what a good agent would do.
 *
 * @param articles empty where only requests for a person are to be recognised
 */
public record QuestionSet(String name, List<Article> articles, List<Question> questions) {
  public QuestionSet {
    articles = List.copyOf(articles);
    questions = List.copyOf(questions);
  }

  /** What a source of the knowledge base says; each line of the text stands for itself. */
  public record Article(String id, String title, String text, String url) {}

  /**
   * One question.
   *
   * @param answerable whether the articles answer it
   * @param relevant the articles that do; empty unless answerable
   */
  public record Question(
      String id, String text, Kind kind, boolean answerable, Set<String> relevant) {
    public Question {
      relevant = Set.copyOf(relevant);
    }
  }

  /** What a question is. */
  public enum Kind {
    IN_SCOPE,
    OUT_OF_SCOPE,
    /** Somebody asks for a person. */
    EXPLICIT_HUMAN,
    /**
     * Neither an answer nor a handoff is right; such questions count for no figure of decisions.
     */
    CHITCHAT
  }
}
