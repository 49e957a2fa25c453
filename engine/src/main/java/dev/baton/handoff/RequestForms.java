package dev.baton.handoff;

import java.util.List;
import java.util.stream.Stream;

/** How requests for a person, and answers to the question whether one is wanted, are worded. */
final class RequestForms {
  /** One for each language; what all languages share stands in a file of its own. */
  static final List<WordForms<Sense>> LANGUAGES =
      Stream.of("en", "de", "fr", "es", "it", "pt", "nl")
          .map(language -> new WordForms<>(Sense.class, language, "every-language"))
          .toList();

  /** What a form says about a clause that has it. */
  enum Sense {
    /** Asks for a person. */
    ASK,
    /** Does not want the machine, which is wanting a person. */
    MACHINE,
    /** Mentions people without asking for one: weighs more than {@link #ASK}. */
    NOT,
    /** Asks whether the other side is a person: weighs more than any other. */
    IDENTITY,
    /** May ask for a person. */
    DOUBT,
    /** Says yes to the question whether a person is wanted. */
    YES,
    /** Says no to it. */
    DECLINED
  }

  private RequestForms() {}

  /** Whether a clause has a form of this sense in any language. */
  static boolean any(Sense sense, List<String> clause) {
    return LANGUAGES.stream().anyMatch(language -> language.say(sense, clause));
  }
}
