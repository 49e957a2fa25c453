package dev.baton.handoff;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is said to be polite and needs neither an answer from the sources nor a person. A text is
 * small talk only when nothing else is in it: "Hi, how do I reset my password?" is not. Asked
 * whether it is a person, the agent always says the truth.
 */
public enum SmallTalk {
  GREETING("Hello! What can I help you with?"),
  THANKS("You're welcome! Is there anything else I can help with?"),
  GOODBYE("Goodbye! Write here again whenever you need something."),
  WHO_ARE_YOU(
      "I'm an AI assistant, not a person. I answer from this site's documentation; if you would"
          + " rather talk to a person, just say so and I'll pass you to the team.");

  private static final int WORDS_MAX = 14;

  private static final Set<String> GREETINGS =
      words(
          "hi hello hey heya hiya yo howdy greetings hallo bonjour bonsoir salut hola moin servus"
              + " good morning afternoon evening day there all team guten tag morgen abend buenos"
              + " buenas dias tardes noches how are you doing today is it going whats up sup again"
              + " hy helo hii hiii everyone dear sir madam");

  private static final Set<String> GREETING_CORE =
      words(
          "hi hello hey heya hiya yo howdy greetings hallo bonjour bonsoir salut hola moin servus hy"
              + " helo hii hiii morning afternoon evening tag morgen abend dias tardes noches whats");

  private static final Set<String> THANKING =
      words(
          "thanks thank you thx thankyou ty cheers very much so a lot many tons for your the help"
              + " that thats great perfect awesome cool nice ok okay got it alright all good super"
              + " danke vielen dank schon merci beaucoup gracias muchas mille appreciate i really"
              + " helpful helped me us was this works worked it wonderful excellent brilliant lovely time");

  private static final Set<String> THANKING_CORE =
      words(
          "thanks thank thx thankyou ty cheers great perfect awesome cool nice ok okay alright danke"
              + " dank merci gracias appreciate helpful helped super wonderful excellent brilliant lovely");

  private static final Set<String> PARTING =
      words(
          "bye goodbye byebye cya see you later soon have a good nice great day one evening weekend"
              + " night thats all for now take care ciao tschuss auf wiedersehen au revoir adios"
              + " hasta luego thanks thank ok okay good");

  private static final Set<String> PARTING_CORE =
      words(
          "have bye goodbye byebye cya later ciao tschuss wiedersehen revoir adios luego night care");

  private final String line;

  SmallTalk(String line) {
    this.line = line;
  }

  /** The name of the rule by which it is met; stored and shown. */
  String rule() {
    return this == WHO_ARE_YOU ? "who_are_you" : "smalltalk";
  }

  /** What the agent says to it. */
  public String line() {
    return line;
  }

  /** The kind of small talk that a text is, all of it; empty when it holds anything else. */
  public static Optional<SmallTalk> in(String text) {
    List<List<String>> clauses = ClauseWords.of(text);
    long words = clauses.stream().mapToLong(List::size).sum();
    if (words == 0 || words > WORDS_MAX * 2L) {
      return Optional.empty();
    }
    List<String> said = clauses.stream().flatMap(List::stream).toList();
    if (said.size() <= WORDS_MAX && RequestForms.any(RequestForms.Sense.IDENTITY, said)) {
      return Optional.of(WHO_ARE_YOU);
    }
    SmallTalk found = null;
    for (List<String> clause : clauses) {
      Optional<SmallTalk> kind = kindOf(clause);
      if (kind.isEmpty()) {
        return Optional.empty();
      }
      // The honest line outweighs politeness around it; otherwise the last word counts.
      found = found == WHO_ARE_YOU ? found : kind.get();
    }
    return Optional.ofNullable(found);
  }

  private static Optional<SmallTalk> kindOf(List<String> clause) {
    if (clause.size() > WORDS_MAX) {
      return Optional.empty();
    }
    if (RequestForms.any(RequestForms.Sense.IDENTITY, clause)) {
      return Optional.of(WHO_ARE_YOU);
    }
    if (isMadeOf(clause, GREETINGS, GREETING_CORE) || clause.equals(List.of("how", "are", "you"))) {
      return Optional.of(GREETING);
    }
    if (isMadeOf(clause, PARTING, PARTING_CORE)) {
      return Optional.of(GOODBYE);
    }
    return isMadeOf(clause, THANKING, THANKING_CORE) ? Optional.of(THANKS) : Optional.empty();
  }

  private static boolean isMadeOf(List<String> clause, Set<String> all, Set<String> core) {
    return all.containsAll(clause) && clause.stream().anyMatch(core::contains);
  }

  private static Set<String> words(String words) {
    return Set.copyOf(List.of(words.split(" ", -1)));
  }
}
