package dev.baton.answering;

import dev.baton.retrieval.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The smallest stretch of a passage that can stand in an answer: a sentence, a whole procedure, or
 * one item of a plain list.
 *
 * @param block which paragraph or list of the passage it belongs to
 */
record AnswerUnit(String text, Kind kind, int block, int words) {
  enum Kind {
    SENTENCE,
    STEPS,
    ITEM
  }

  private static final Pattern STEP = Pattern.compile("\\d{1,9}\\. .*");
  private static final int SHORT_LIST_WORDS = 40;

  /** The units of a passage, in order. */
  static List<AnswerUnit> of(String passage) {
    List<AnswerUnit> units = new ArrayList<>();
    String[] blocks = passage.split("\n\n", -1);
    for (int i = 0; i < blocks.length; i++) {
      List<String> lines = blocks[i].lines().filter(line -> !line.isBlank()).toList();
      if (lines.isEmpty()) {
        continue;
      }
      String block = String.join("\n", lines);
      if (lines.stream().allMatch(line -> STEP.matcher(line).matches())) {
        units.add(unit(block, Kind.STEPS, i));
      } else if (lines.stream().allMatch(line -> line.startsWith("- "))) {
        if (Sentences.words(block) <= SHORT_LIST_WORDS) {
          units.add(unit(block, Kind.STEPS, i));
        } else {
          for (String line : lines) {
            units.add(unit(line, Kind.ITEM, i));
          }
        }
      } else {
        for (String sentence : Sentences.of(block)) {
          units.add(unit(sentence, Kind.SENTENCE, i));
        }
      }
    }
    return units;
  }

  private static AnswerUnit unit(String text, Kind kind, int block) {
    return new AnswerUnit(text, kind, block, Sentences.words(text));
  }

  boolean introduces() {
    return kind == Kind.SENTENCE && text.endsWith(":");
  }

  /** What stands between this unit and the next one in an answer. */
  String separator(AnswerUnit next) {
    if (next.block() != block) {
      return "\n\n";
    }
    return kind == Kind.ITEM ? "\n" : " ";
  }
}
