package dev.baton.handoff;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Mends typing slips in the few words that requests for a person are made of, in one language. A
 * slip is one edit (two in long words) that keeps the first letter or swaps the first two: optimal
 * string alignment distance (Damerau 1964). Words that the language has stay as they are.
 */
final class TypingSlips {
  private static final int LONG_WORD = 8;
  private static final int SHORTEST = 4;
  private static final Pattern NO_VOWEL = Pattern.compile("[^aeiouy\\d]+");
  private static final int LONGEST = 16;

  private final List<String> targets;
  private final Set<String> words;

  /**
   * @param targets the words to be mended to
   * @param words what is no slip: all words that the forms know, and some that look like one
   */
  TypingSlips(List<String> targets, Set<String> words) {
    this.targets = targets;
    this.words = words;
  }

  String mended(String word) {
    if (word.length() > LONGEST || words.contains(word) || tooShort(word)) {
      return word;
    }
    for (String target : targets) {
      if (word.equals("to" + target) || word.equals("with" + target)) {
        return word.substring(0, word.length() - target.length()) + " " + target;
      }
      int edits = target.length() >= LONG_WORD ? 2 : 1;
      if (Math.abs(word.length() - target.length()) <= edits
          && sameStart(word, target)
          && distance(word, target) <= edits) {
        return target;
      }
    }
    return word;
  }

  /** Three letters are enough only where the vowels are missing. */
  private static boolean tooShort(String word) {
    return word.length() < SHORTEST
        && !(word.length() == SHORTEST - 1 && NO_VOWEL.matcher(word).matches());
  }

  private static boolean sameStart(String word, String target) {
    return word.charAt(0) == target.charAt(0)
        || (word.charAt(0) == target.charAt(1) && word.charAt(1) == target.charAt(0));
  }

  private static int distance(String left, String right) {
    int[][] cost = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, left, right, i, j);
      }
    }
    return cost[left.length()][right.length()];
  }

  private static int step(int[][] cost, String left, String right, int i, int j) {
    int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
    int least = Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
