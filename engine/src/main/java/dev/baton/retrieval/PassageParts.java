package dev.baton.retrieval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The parts of passages that are compared with a question one by one, because a text about many
 * things is near to none of them: each paragraph and list, and, for the first passage under a
 * heading, title and heading.
 */
public final class PassageParts {
  private PassageParts() {}

  /** The parts of each passage of a source, at least one for each; none of them blank. */
  public static List<List<String>> of(List<Passage> passages) {
    List<List<String>> parts = new ArrayList<>();
    String above = "";
    for (Passage passage : passages) {
      String heading = heading(passage);
      List<String> own =
          Arrays.stream(passage.text().split("\n\n", -1)).filter(text -> !text.isBlank()).toList();
      parts.add(
          heading.equals(above) ? own : Stream.concat(Stream.of(heading), own.stream()).toList());
      above = heading;
    }
    return parts;
  }

  /** What stands above a passage. */
  public static String heading(Passage passage) {
    return passage.heading() == null ? passage.title() : passage.title() + ". " + passage.heading();
  }
}
