package dev.baton.handoff;

import dev.baton.handoff.RequestForms.Sense;
import java.util.List;

/**
 * Whether a text asks for a person of the team. Precision comes first: mentioning an agent, a human
 * or someone else is not asking for one, and neither is a question about what people do or cost.
 *
 * <p>Works clause by clause, in each language that {@link RequestForms} knows.
 */
public final class ExplicitRequest {
  private ExplicitRequest() {}

  /** True when the text asks for a person. */
  public static boolean isIn(String text) {
    return ClauseWords.of(text).stream().anyMatch(ExplicitRequest::asks);
  }

  private static boolean asks(List<String> clause) {
    return RequestForms.LANGUAGES.stream().anyMatch(language -> asks(language, clause));
  }

  private static boolean asks(WordForms<Sense> language, List<String> clause) {
    return !language.say(Sense.IDENTITY, clause)
        && (language.say(Sense.MACHINE, clause)
            || (language.say(Sense.ASK, clause) && !language.say(Sense.NOT, clause)));
  }
}
