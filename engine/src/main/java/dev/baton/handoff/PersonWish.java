package dev.baton.handoff;

import dev.baton.handoff.RequestForms.Sense;
import java.util.List;

/** Whether a customer wants a person, by what was said. */
public enum PersonWish {
  NONE,
  /** Nobody can tell, and the agent may still ask. */
  DOUBTFUL,
  CLEAR,
  /** Said yes to the agent's question. */
  CONSENTED,
  /** Said no to it. */
  DECLINED;

  /** What a text says, after what the agent has asked. */
  static PersonWish in(String text, PersonQuestion question) {
    if (ExplicitRequest.isIn(text)) {
      return CLEAR;
    }
    List<List<String>> clauses = ClauseWords.of(text);
    return switch (question) {
      case NOT_ASKED -> anyIs(Sense.DOUBT, clauses) ? DOUBTFUL : NONE;
      case JUST_ASKED -> reply(clauses);
      case ASKED_BEFORE -> NONE;
    };
  }

  private static PersonWish reply(List<List<String>> clauses) {
    List<String> said = clauses.stream().flatMap(List::stream).toList();
    List<String> first = clauses.isEmpty() ? said : clauses.getFirst();
    boolean nothingElse =
        clauses.stream()
            .allMatch(
                one -> RequestForms.any(Sense.YES, one) || RequestForms.any(Sense.DECLINED, one));
    List<String> telling = nothingElse ? first : said;
    if (RequestForms.any(Sense.DECLINED, telling)) {
      return DECLINED;
    }
    return RequestForms.any(Sense.YES, telling) ? CONSENTED : NONE;
  }

  private static boolean anyIs(Sense sense, List<List<String>> clauses) {
    return clauses.stream().anyMatch(clause -> RequestForms.any(sense, clause));
  }
}
