package dev.baton.handoff;

import java.util.List;
import java.util.Set;

/**
 * Mends typing slips in the few words that requests for a person are made of. A slip is one edit
 * (two in long words) that keeps the first letter or swaps the first two: optimal string alignment
 * distance (Damerau 1964). Words that are themselves English stay as they are.
 */
final class TypingSlips {
  private static final int LONG_WORD = 8;
  private static final int SHORTEST = 4;
  private static final int LONGEST = 16;

  private static final List<String> TARGETS =
      List.of(
          "human",
          "person",
          "agent",
          "operator",
          "assistant",
          "representative",
          "someone",
          "somebody",
          "manager",
          "supervisor",
          "contact",
          "connect",
          "transfer",
          "speak",
          "talk",
          "chat",
          "speaking",
          "talking",
          "chatting",
          "contacting",
          "with");

  private static final Set<String> KNOWN = Set.copyOf(TARGETS);

  private static final Set<String> NO_SLIPS =
      Set.of(
          ("contract contracts contacts contacted content context connects connected transfers"
                  + " transferred transferring agenda agency agents aged event speaks speaker spoke"
                  + " peak speck spear talks talked tank tall task tale take taken taking walk talc"
                  + " toll charts chart charge chats chatted cheat that what thank than hat coat"
                  + " chant persons personal persona reason season humans humane operators operation"
                  + " operates operated operate assistants assistance assisting assisted resistant"
                  + " managers managed manage manages spending breaking charting cheating tracking"
                  + " tanking stalking representation representatives transformer consistent wish"
                  + " wait width witch write while wit will urgent argent supervisors wind wife"
                  + " connecting connection contactless spoken spam span charm char shaking")
              .split(" ", -1));

  private TypingSlips() {}

  static String mended(String word) {
    if ((word.length() < SHORTEST && !word.equals("wth"))
        || word.length() > LONGEST
        || KNOWN.contains(word)
        || NO_SLIPS.contains(word)) {
      return word;
    }
    for (String target : TARGETS) {
      if (word.equals("to" + target) || word.equals("with" + target)) {
        return word.substring(0, word.length() - target.length()) + " " + target;
      }
      int edits = target.length() >= LONG_WORD ? 2 : 1;
      if (sameStart(word, target) && distance(word, target) <= edits) {
        return target;
      }
    }
    return word;
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
