package dev.baton.handoff;

import dev.baton.handoff.RequestForms.Sense;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is said to be polite, or out of curiosity about the agent, and needs neither an answer from
 * the sources nor a person. A text is small talk only when nothing else is in it: "Hi, how do I
 * reset my password?" is not. Asked whether it is a person, the agent always says the truth.
 */
public enum SmallTalk {
  GREETING("Hello! What can I help you with?"),
  WELLBEING("All is well here, thank you. What can I help you with?"),
  PRAISE("Thank you, that is kind. Is there anything else I can help with?"),
  GOODBYE("Goodbye! Write here again whenever you need something."),
  THANKS("You're welcome! Is there anything else I can help with?"),
  LAUGH("Is there anything I can help you with?"),
  JOKE("That is beyond me: I only know what this site's documentation says. What can I look up?"),
  NAME("I have no name of my own: I'm the AI assistant of this site. What can I help you with?"),
  ABOUT(
      "I'm an AI assistant, so there is little to tell about me. I answer questions from this"
          + " site's documentation."),
  ABILITY(
      "I answer questions from this site's documentation and show where the answer stands. If you"
          + " would rather talk to a person, just say so."),
  /** Said when the customer has declined a person; no text is of this kind. */
  DECLINED("All right. What can I help you with?"),
  WHO_ARE_YOU(
      "I'm an AI assistant, not a person. I answer from this site's documentation; if you would"
          + " rather talk to a person, just say so and I'll pass you to the team.");

  private static final int WORDS_MAX = 20;
  private static final int EMOJI_MAX = 20;
  private static final String CHEERFUL =
      "🙂😀😃😄😁😆😅😂🤣😊😇😉😌😍🥰😘😎🤩🥳👍👏🙌🙏👋💪❤🧡💛💚💙💜🖤💯🎉✨🔥☺👌🤝🤗😋😜😺🌹💐♥✅🆗";
  private static final WordForms<SmallTalk> FORMS = new WordForms<>(SmallTalk.class, "smalltalk");

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
    List<String> said = clauses.stream().flatMap(List::stream).toList();
    if (said.isEmpty()) {
      return isCheerful(text.strip()) ? Optional.of(LAUGH) : Optional.empty();
    }
    if (said.size() > WORDS_MAX) {
      return Optional.empty();
    }
    if (RequestForms.any(Sense.IDENTITY, said)) {
      return Optional.of(WHO_ARE_YOU);
    }
    Optional<SmallTalk> whole = kindOf(said);
    if (whole.isPresent()) {
      return whole;
    }
    List<Optional<SmallTalk>> kinds = clauses.stream().map(SmallTalk::kindOf).toList();
    return kinds.stream().allMatch(Optional::isPresent)
        ? kinds.stream().flatMap(Optional::stream).max(SmallTalk::tellsMore)
        : Optional.empty();
  }

  private static Optional<SmallTalk> kindOf(List<String> clause) {
    if (RequestForms.any(Sense.IDENTITY, clause)) {
      return Optional.of(WHO_ARE_YOU);
    }
    return Arrays.stream(values()).filter(kind -> FORMS.say(kind, clause)).findFirst();
  }

  /** Politeness goes with whatever else is said; of two politenesses the last counts. */
  private static int tellsMore(SmallTalk left, SmallTalk right) {
    return Integer.compare(left.weight(), right.weight());
  }

  private int weight() {
    return switch (this) {
      case GREETING, LAUGH -> 0;
      case PRAISE, THANKS, WELLBEING, DECLINED -> 1;
      case GOODBYE -> 2;
      case JOKE, NAME, ABOUT, ABILITY -> 3;
      case WHO_ARE_YOU -> 4;
    };
  }

  /** Friendly pictures and nothing else. */
  private static boolean isCheerful(String text) {
    return text.length() <= EMOJI_MAX
        && text.codePoints().anyMatch(SmallTalk::isCheerful)
        && text.codePoints()
            .allMatch(c -> isCheerful(c) || !Character.isEmoji(c) || Character.isEmojiModifier(c));
  }

  private static boolean isCheerful(int character) {
    return CHEERFUL.indexOf(character) >= 0;
  }
}
