package dev.baton.answering;

import dev.baton.handoff.SmallTalk;
import dev.baton.retrieval.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Takes a customer's lines apart into the questions they ask. Politeness is left out, what is no
 * question of its own goes with the question it stands beside, and more questions than {@link
 * #QUESTIONS_MAX} are left as one text, which is then more than the agent will be sure about.
 */
final class Questions {
  static final int QUESTIONS_MAX = 4;
  private static final int CHARACTERS_MAX = 2_000;
  private static final int WORDS_LEAST = 3;

  private static final Pattern ASKS =
      Pattern.compile(
          "(?:and |also |so )?(?:how|what|where|when|why|who|which|can|could|do|does|is|are|will)\\b.*",
          Pattern.DOTALL);

  private Questions() {}

  /** At least one, none blank unless the text is. */
  static List<String> in(String text) {
    List<String> questions = new ArrayList<>();
    StringBuilder pending = new StringBuilder();
    List<String> lines =
        text.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && SmallTalk.in(line).isEmpty())
            .toList();
    for (String line : lines) {
      List<String> sentences = Sentences.of(line);
      for (String sentence : sentences) {
        pending.append(pending.isEmpty() ? "" : " ").append(sentence);
        if (asks(sentence, sentences.size() == 1) && Sentences.words(sentence) >= WORDS_LEAST) {
          questions.add(pending.toString());
          pending.setLength(0);
        }
      }
    }
    String whole = lines.isEmpty() ? text.strip() : String.join("\n", lines);
    if (questions.size() < 2 || questions.size() > QUESTIONS_MAX) {
      return List.of(bounded(whole));
    }
    if (!pending.isEmpty()) {
      questions.add(questions.removeLast() + " " + pending);
    }
    return questions.stream().map(Questions::bounded).toList();
  }

  private static boolean asks(String sentence, boolean ownLine) {
    return sentence.endsWith("?")
        || (ownLine && ASKS.matcher(sentence.toLowerCase(Locale.ROOT)).matches());
  }

  private static String bounded(String text) {
    return text.length() <= CHARACTERS_MAX ? text : text.substring(0, CHARACTERS_MAX);
  }
}
