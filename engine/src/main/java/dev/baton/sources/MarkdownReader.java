package dev.baton.sources;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * Markdown (CommonMark with tables) as sections. Images and raw HTML are left out; a link keeps its
 * words, and its address where that is http or https and not the words themselves.
 */
final class MarkdownReader {
  private static final Parser PARSER =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  private final SectionBuilder sections = new SectionBuilder();
  private String title = "";

  private MarkdownReader() {}

  static SourceText read(String markdown) {
    MarkdownReader reader = new MarkdownReader();
    reader.children(PARSER.parse(withoutFrontMatter(markdown)), 0);
    return new SourceText(reader.title, 1, reader.sections.sections());
  }

  private static String withoutFrontMatter(String markdown) {
    if (!markdown.startsWith("---\n") && !markdown.startsWith("---\r\n")) {
      return markdown;
    }
    int end = markdown.indexOf("\n---", 3);
    return end < 0 ? markdown : markdown.substring(Math.min(markdown.length(), end + 4));
  }

  private void children(Node parent, int depth) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
      if (depth < SourceLimits.NESTING_MAX) {
        block(node, depth);
      }
    }
  }

  private void block(Node node, int depth) {
    switch (node) {
      case Heading heading -> heading(heading);
      case ListBlock list -> list(list);
      case TableBlock table -> sections.listing(0, rows(table));
      case FencedCodeBlock code -> sections.prose(code.getLiteral());
      case IndentedCodeBlock code -> sections.prose(code.getLiteral());
      case HtmlBlock html -> {
        if (!html.getLiteral().startsWith("<!--")) {
          sections.prose(HtmlReader.plainText(html.getLiteral()));
        }
      }
      case BlockQuote quote -> children(quote, depth + 1);
      default -> sections.prose(inline(node));
    }
  }

  private void heading(Heading heading) {
    String text = inline(heading);
    if (title.isEmpty() && heading.getLevel() == 1) {
      title = SectionBuilder.plain(text);
    }
    sections.heading(heading.getLevel(), text);
  }

  private void list(ListBlock list) {
    int first = 0;
    if (list instanceof OrderedList ordered) {
      Integer number = ordered.getMarkerStartNumber();
      first = number == null || number < 1 ? 1 : number;
    }
    List<String> items = new ArrayList<>();
    for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
      items.add(item(item, 0));
    }
    sections.listing(first, items);
  }

  /** An item in one line: what is nested in it follows its own words. */
  private static String item(Node item, int depth) {
    StringBuilder line = new StringBuilder();
    for (Node part = item.getFirstChild(); part != null; part = part.getNext()) {
      String text =
          part instanceof BulletList || part instanceof OrderedList
              ? nested(part, depth + 1)
              : inline(part);
      if (!text.isBlank()) {
        line.append(line.isEmpty() ? "" : " ").append(text.strip());
      }
    }
    return line.toString();
  }

  private static String nested(Node list, int depth) {
    if (depth >= SourceLimits.NESTING_MAX) {
      return "";
    }
    List<String> items = new ArrayList<>();
    for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
      items.add(item(item, depth));
    }
    return String.join("; ", items);
  }

  private static List<String> rows(TableBlock table) {
    List<String> heads = new ArrayList<>();
    List<String> rows = new ArrayList<>();
    for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
      for (Node row = part.getFirstChild(); row instanceof TableRow; row = row.getNext()) {
        List<String> cells = new ArrayList<>();
        for (Node cell = row.getFirstChild(); cell instanceof TableCell; cell = cell.getNext()) {
          cells.add(SectionBuilder.plain(inline(cell)));
        }
        if (part instanceof TableHead) {
          heads = cells;
        } else {
          rows.add(row(heads, cells));
        }
      }
    }
    return rows;
  }

  static String row(List<String> heads, List<String> cells) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      if (!cells.get(i).isEmpty()) {
        boolean named = i > 0 && i < heads.size() && !heads.get(i).isEmpty();
        parts.add(named ? heads.get(i) + ": " + cells.get(i) : cells.get(i));
      }
    }
    return String.join("; ", parts);
  }

  private static String inline(Node node) {
    StringBuilder text = new StringBuilder();
    inline(node, text, 0);
    return text.toString();
  }

  private static void inline(Node node, StringBuilder text, int depth) {
    if (depth > SourceLimits.NESTING_MAX) {
      return;
    }
    switch (node) {
      case Text plain -> text.append(plain.getLiteral());
      case Code code -> text.append(code.getLiteral());
      case FencedCodeBlock code -> text.append(code.getLiteral());
      case IndentedCodeBlock code -> text.append(code.getLiteral());
      case SoftLineBreak soft -> text.append(' ');
      case HardLineBreak hard -> text.append(' ');
      case Image image -> {}
      case HtmlInline html -> {}
      case Link link -> {
        String address = link.getDestination();
        int start = text.length();
        inlineChildren(link, text, depth);
        boolean shown = text.substring(start).contains(address);
        if (!shown && (address.startsWith("https://") || address.startsWith("http://"))) {
          text.append(" (").append(address).append(')');
        }
      }
      default -> inlineChildren(node, text, depth);
    }
  }

  private static void inlineChildren(Node node, StringBuilder text, int depth) {
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      inline(child, text, depth + 1);
    }
  }
}
