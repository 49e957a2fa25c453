package dev.baton.replay;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether a customer says that an answer did not help. Only plain forms count: a new question, or a
 * complaint about something else, is none.
 */
final class Dissatisfaction {
  private static final Pattern SAID =
      Pattern.compile(
          "\\b(?:(?:did|does|do|is|was)(?:n't|nt| not) (?:really )?(?:help|helpful|work|working"
              + "|what i (?:asked|meant|need|needed|wanted)|answer|right|correct|true)"
              + "|not (?:helpful|what i (?:asked|meant|need|needed|wanted)|an answer|my question)"
              + "|no help|useless|wrong answer|(?:that is|that's|thats|this is) (?:wrong|incorrect|false)"
              + "|still (?:does not|doesn't|doesnt|not) (?:work|working)"
              + "|hilft (?:mir )?nicht|nicht hilfreich|falsche antwort|das ist falsch"
              + "|ne m'aide pas|no me ayuda)\\b");

  private static final int CHARACTERS_MAX = 2_000;

  private Dissatisfaction() {}

  static boolean isIn(String text) {
    String bounded = text.substring(0, Math.min(text.length(), CHARACTERS_MAX));
    return SAID.matcher(bounded.toLowerCase(Locale.ROOT).replace('\u2019', '\'')).find();
  }
}
