package dev.baton.sources.pdf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes paragraphs and headings of printed lines, as far as print shows them: what is set larger
 * than most of the text, or alone in bold, is a heading; what stands at the edge of page after page
 * is left out; words that were divided at a line's end are whole again.
 */
final class PdfLayout {
  /**
   * A paragraph or heading.
   *
   * @param level 1 to 4 for a heading, 0 for text
   */
  record Part(int page, int level, String text) {}

  private static final double LARGER = 1.15;
  private static final int HEADING_CHARACTERS_MAX = 120;
  private static final int BOLD_HEADING_CHARACTERS_MAX = 80;
  private static final int EDGE_PAGES_LEAST = 3;
  private static final int LARGE_LEVELS = 3;

  private final List<PdfText.Line> lines;
  private final int body;
  private final List<Integer> larger;
  private final List<Part> parts = new ArrayList<>();
  private final StringBuilder paragraph = new StringBuilder();
  private int page;

  private PdfLayout(List<PdfText.Line> lines) {
    this.lines = lines;
    this.body = commonest(lines);
    TreeSet<Integer> sizes = new TreeSet<>();
    lines.stream().map(PdfText.Line::size).filter(size -> size > body * LARGER).forEach(sizes::add);
    this.larger = List.copyOf(sizes.descendingSet());
  }

  static List<Part> of(List<PdfText.Line> lines) {
    PdfLayout layout = new PdfLayout(withoutEdges(lines));
    layout.run();
    return layout.parts;
  }

  private void run() {
    for (int i = 0; i < lines.size(); i++) {
      PdfText.Line line = lines.get(i);
      int level = level(line, i);
      if (level > 0) {
        heading(line, level);
        continue;
      }
      if (line.starts() || line.page() != page || isItem(line.text())) {
        finish(isItem(line.text()));
      }
      page = line.page();
      append(line.text());
    }
    finish(false);
  }

  private void heading(PdfText.Line line, int level) {
    finish(false);
    Part last = parts.isEmpty() ? null : parts.getLast();
    boolean continues = !line.starts() && last != null && last.level() == level;
    if (continues && last != null && last.page() == line.page()) {
      parts.removeLast();
      parts.add(new Part(line.page(), level, last.text() + " " + line.text()));
    } else {
      parts.add(new Part(line.page(), level, line.text()));
    }
  }

  private int level(PdfText.Line line, int index) {
    String text = line.text();
    boolean wordy = text.codePoints().anyMatch(Character::isLetter) && text.length() > 1;
    boolean ends = text.endsWith(".") || text.endsWith(",") || text.endsWith(";");
    if (!wordy || ends || isBullet(text)) {
      return 0;
    }
    if (line.size() > body * LARGER && text.length() <= HEADING_CHARACTERS_MAX) {
      return Math.min(LARGE_LEVELS, 1 + larger.indexOf(line.size()));
    }
    boolean alone =
        index + 1 >= lines.size() || lines.get(index + 1).starts() || !lines.get(index + 1).bold();
    boolean most = lines.stream().limit(200).filter(PdfText.Line::bold).count() > 100;
    boolean bold = line.bold() && line.starts() && alone && !most && !text.endsWith(":");
    return bold && text.length() <= BOLD_HEADING_CHARACTERS_MAX ? LARGE_LEVELS + 1 : 0;
  }

  /** Repairs what line ends do to words: "config-" and "uration" are one word again. */
  private void append(String line) {
    int end = paragraph.length();
    boolean divided =
        end > 1
            && (paragraph.charAt(end - 1) == '-' || paragraph.charAt(end - 1) == '\u00ad')
            && Character.isLetter(paragraph.charAt(end - 2))
            && Character.isLowerCase(line.charAt(0));
    if (divided) {
      paragraph.setLength(end - 1);
      paragraph.append(line);
    } else {
      paragraph.append(end == 0 || paragraph.charAt(end - 1) == '\n' ? "" : " ").append(line);
    }
  }

  /** Items of one list stay in one part, a line each. */
  private void finish(boolean itemFollows) {
    int lastLine = paragraph.lastIndexOf("\n") + 1;
    boolean itemBefore = !paragraph.isEmpty() && isItem(paragraph.substring(lastLine));
    if (itemFollows && itemBefore) {
      paragraph.append('\n');
      return;
    }
    if (!paragraph.isEmpty()) {
      parts.add(new Part(page, 0, paragraph.toString().strip()));
      paragraph.setLength(0);
    }
  }

  private static boolean isItem(String text) {
    return isBullet(text) || text.matches("\\d{1,2}[.)] .*");
  }

  private static boolean isBullet(String text) {
    return text.length() > 2 && "•●▪◦–-*■".indexOf(text.charAt(0)) >= 0 && text.charAt(1) == ' ';
  }

  private static int commonest(List<PdfText.Line> lines) {
    Map<Integer, Integer> letters = new HashMap<>();
    lines.forEach(line -> letters.merge(line.size(), line.text().length(), Integer::sum));
    return letters.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(0);
  }

  private static List<PdfText.Line> withoutEdges(List<PdfText.Line> lines) {
    Map<String, Set<Integer>> pagesOf = new HashMap<>();
    Set<Integer> pages = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      pages.add(lines.get(i).page());
      if (isEdge(lines, i)) {
        pagesOf
            .computeIfAbsent(edge(lines.get(i)), each -> new HashSet<>())
            .add(lines.get(i).page());
      }
    }
    List<PdfText.Line> kept = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      int repeats = pagesOf.getOrDefault(edge(lines.get(i)), Set.of()).size();
      boolean repeated = repeats >= EDGE_PAGES_LEAST && repeats * 2 > pages.size();
      boolean number =
          lines.get(i).text().matches("(?i)(?:page |seite )?\\d{1,4}(?: ?(?:/|of|von) ?\\d{1,4})?");
      if (!isEdge(lines, i) || !(repeated || number)) {
        kept.add(lines.get(i));
      }
    }
    return kept;
  }

  private static boolean isEdge(List<PdfText.Line> lines, int i) {
    return i == 0
        || i == lines.size() - 1
        || lines.get(i - 1).page() != lines.get(i).page()
        || lines.get(i + 1).page() != lines.get(i).page();
  }

  private static String edge(PdfText.Line line) {
    return line.text().replaceAll("\\d{1,6}", "0");
  }
}
