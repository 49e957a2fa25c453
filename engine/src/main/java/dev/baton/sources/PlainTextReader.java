package dev.baton.sources;

import dev.baton.retrieval.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plain text as sections: blank lines separate paragraphs, lines that begin with a bullet or a
 * number form lists, and a short line of its own before text is a heading.
 */
public final class PlainTextReader {
  private static final Pattern BULLET = Pattern.compile("^\\s{0,12}[-*•–]\\s+(.+)$");
  private static final Pattern NUMBER = Pattern.compile("^\\s{0,12}(\\d{1,3})[.)]\\s+(.+)$");
  private static final int HEADING_WORDS_MAX = 10;
  private static final int HEADING_CHARACTERS_MAX = 80;

  private final SectionBuilder sections;
  private final List<String> lines = new ArrayList<>();
  private final List<String> items = new ArrayList<>();
  private int first;

  private PlainTextReader(SectionBuilder sections) {
    this.sections = sections;
  }

  static SourceText read(String text) {
    SectionBuilder sections = new SectionBuilder();
    readInto(sections, text, true);
    return new SourceText("", 1, sections.sections());
  }

  /**
   * Adds the text to sections that are being collected.
   *
   * @param headings whether a line alone may be a heading; false where headings are known otherwise
   */
  public static void readInto(SectionBuilder sections, String text, boolean headings) {
    PlainTextReader reader = new PlainTextReader(sections);
    List<String> all = text.lines().toList();
    for (int i = 0; i < all.size(); i++) {
      boolean before = i == 0 || all.get(i - 1).isBlank();
      String after = i + 1 < all.size() ? all.get(i + 1) : "";
      String afterNext = i + 2 < all.size() ? all.get(i + 2) : "";
      boolean textFollows = !after.isBlank() || !afterNext.isBlank();
      if (headings && before && textFollows && isHeading(all.get(i), after)) {
        reader.finish();
        sections.heading(2, all.get(i));
      } else {
        reader.line(all.get(i));
      }
    }
    reader.finish();
  }

  /** A line alone between blank lines that is short and ends like no sentence. */
  private static boolean isHeading(String line, String after) {
    String text = line.strip();
    return after.isBlank()
        && !text.isEmpty()
        && text.length() <= HEADING_CHARACTERS_MAX
        && Sentences.words(text) <= HEADING_WORDS_MAX
        && Character.isLetterOrDigit(text.charAt(0))
        && (Character.isUpperCase(text.charAt(0)) || Character.isDigit(text.charAt(0)))
        && ".:;,!".indexOf(text.charAt(text.length() - 1)) < 0
        && !NUMBER.matcher(text).matches();
  }

  private void line(String line) {
    Matcher bullet = BULLET.matcher(line);
    Matcher number = NUMBER.matcher(line);
    if (bullet.matches()) {
      item(0, bullet.group(1));
    } else if (number.matches()) {
      item(Integer.parseInt(number.group(1)), number.group(2));
    } else if (line.isBlank()) {
      finish();
    } else if (!items.isEmpty() && Character.isWhitespace(line.charAt(0))) {
      items.add(items.removeLast() + " " + line.strip());
    } else {
      finishList();
      lines.add(line.strip());
    }
  }

  private void item(int number, String text) {
    finishProse();
    boolean continues = items.isEmpty() || (first == 0) == (number == 0);
    if (!continues) {
      finishList();
    }
    if (items.isEmpty()) {
      first = number;
    }
    items.add(text);
  }

  private void finish() {
    finishProse();
    finishList();
  }

  private void finishProse() {
    sections.prose(String.join(" ", lines));
    lines.clear();
  }

  private void finishList() {
    sections.listing(first, items);
    items.clear();
  }
}
