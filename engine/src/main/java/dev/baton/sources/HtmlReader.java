package dev.baton.sources;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * HTML as sections of plain text. Nothing of the page is ever shown as HTML again. Scripts, styles,
 * navigation and whatever a visitor would not see are left out, so that a page cannot tell the
 * agent what it hides from people.
 */
final class HtmlReader {
  private static final Set<String> LEFT_OUT =
      Set.of(
          "script",
          "style",
          "noscript",
          "template",
          "nav",
          "header",
          "footer",
          "aside",
          "form",
          "iframe",
          "object",
          "embed",
          "svg",
          "math",
          "canvas",
          "audio",
          "video",
          "img",
          "picture",
          "button",
          "select",
          "input",
          "textarea",
          "head",
          "base",
          "meta",
          "link",
          "dialog");
  private static final Set<String> LEFT_OUT_ROLES =
      Set.of("navigation", "banner", "contentinfo", "search", "menu", "menubar", "complementary");
  private static final Set<String> BLOCKS =
      Set.of(
          "p",
          "div",
          "section",
          "article",
          "main",
          "blockquote",
          "pre",
          "ul",
          "ol",
          "dl",
          "table",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "figure",
          "figcaption",
          "details",
          "summary",
          "address",
          "hr",
          "body",
          "td",
          "th",
          "dt",
          "dd",
          "li",
          "tr");

  private static final Pattern HIDING =
      Pattern.compile(
          "display:none|visibility:hidden|opacity:0(?:\\.0{1,4})?(?:;|$)|font-size:[01](?:px|pt|em)?"
              + "(?:;|$)|(?:^|;)(?:width|height):[01](?:px)?(?:;|$)|text-indent:-\\d{3,5}|left:-\\d{4,5}"
              + "|clip:rect\\(0|clip-path:inset\\((?:50|100)%");
  private static final Pattern WHITE_TEXT =
      Pattern.compile(
          "(?:^|;)color:(?:white|#fff(?:fff)?|rgb\\(255,255,255\\)|transparent)(?:;|$)");
  private static final Pattern OTHER_BACKGROUND =
      Pattern.compile("background(?:-color)?:(?!white|#fff|transparent|none)");

  private final SectionBuilder sections = new SectionBuilder();
  private final StringBuilder line = new StringBuilder();

  private HtmlReader() {}

  static SourceText read(String html) {
    Document page = Jsoup.parse(html);
    Element root = page.body();
    for (String wanted : List.of("main", "[role=main]", "article")) {
      List<Element> found = page.select(wanted);
      if (found.size() == 1 && found.getFirst().text().length() > 200) {
        root = found.getFirst();
        break;
      }
    }
    HtmlReader reader = new HtmlReader();
    reader.children(root, 0);
    reader.endLine();
    return new SourceText(title(page), 1, reader.sections.sections());
  }

  /** Whether a page says that it is not UTF-8 but the old western encoding. */
  static boolean declaresWindows(byte[] html) {
    int looked = Math.min(html.length, 2048);
    String start =
        new String(html, 0, looked, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    return start.contains("charset=iso-8859-1")
        || start.contains("charset=\"iso-8859-1")
        || start.contains("charset=windows-1252")
        || start.contains("charset=\"windows-1252");
  }

  static String plainText(String html) {
    return read(html).sections().stream()
        .flatMap(section -> section.blocks().stream())
        .map(block -> block.text())
        .reduce((left, right) -> left + "\n" + right)
        .orElse("");
  }

  private static String title(Document page) {
    Element heading = page.selectFirst("h1");
    String fromHeading = heading == null || isHidden(heading) ? "" : heading.text().strip();
    return fromHeading.isEmpty() ? page.title().strip() : fromHeading;
  }

  private void children(Element parent, int depth) {
    for (Node node : parent.childNodes()) {
      if (node instanceof TextNode text) {
        line.append(text.getWholeText());
      } else if (node instanceof Element element && depth < SourceLimits.NESTING_MAX) {
        element(element, depth + 1);
      }
    }
  }

  private void element(Element element, int depth) {
    String name = element.normalName();
    if (isLeftOut(element)) {
      return;
    }
    if (name.matches("h[1-6]")) {
      endLine();
      sections.heading(name.charAt(1) - '0', visibleText(element));
    } else if (name.equals("ul") || name.equals("ol")) {
      endLine();
      sections.listing(name.equals("ol") ? 1 : 0, items(element, depth));
    } else if (name.equals("table") && !element.select("th, td").isEmpty()) {
      endLine();
      sections.listing(0, rows(element));
    } else if (name.equals("br")) {
      line.append(' ');
    } else if (BLOCKS.contains(name)) {
      endLine();
      children(element, depth);
      endLine();
    } else {
      children(element, depth);
      address(element);
    }
  }

  private void address(Element element) {
    String address = element.attr("href");
    boolean web = address.startsWith("https://") || address.startsWith("http://");
    if (element.normalName().equals("a") && web && !element.text().contains(address)) {
      line.append(" (").append(address).append(") ");
    }
  }

  private List<String> items(Element list, int depth) {
    List<String> items = new ArrayList<>();
    for (Element item : list.children()) {
      if (!isLeftOut(item)) {
        items.add(visibleText(item));
      }
    }
    return depth < SourceLimits.NESTING_MAX && !isMenu(list, items) ? items : List.of();
  }

  /** A list whose every item is only a link is a way through the site, not text. */
  private static boolean isMenu(Element list, List<String> items) {
    int linked = list.select("a").stream().mapToInt(link -> link.text().length()).sum();
    int all = items.stream().mapToInt(String::length).sum();
    return items.size() > 2 && linked >= all * 0.9 && all < items.size() * 40;
  }

  private static List<String> rows(Element table) {
    List<String> heads = new ArrayList<>();
    List<String> rows = new ArrayList<>();
    for (Element row : table.select("tr")) {
      List<String> cells = new ArrayList<>();
      for (Element cell : row.children()) {
        cells.add(isLeftOut(cell) ? "" : visibleText(cell));
      }
      boolean allHeads = row.children().stream().allMatch(cell -> cell.normalName().equals("th"));
      if (allHeads && heads.isEmpty() && rows.isEmpty()) {
        heads = cells;
      } else {
        rows.add(MarkdownReader.row(heads, cells));
      }
    }
    return rows;
  }

  private static String visibleText(Element element) {
    StringBuilder text = new StringBuilder();
    visibleText(element, text, 0);
    return SectionBuilder.plain(text.toString());
  }

  private static void visibleText(Element element, StringBuilder text, int depth) {
    for (Node node : element.childNodes()) {
      if (node instanceof TextNode words) {
        text.append(words.getWholeText());
      } else if (node instanceof Element child
          && depth < SourceLimits.NESTING_MAX
          && !isLeftOut(child)) {
        boolean block = BLOCKS.contains(child.normalName()) || child.normalName().equals("br");
        text.append(block ? " " : "");
        visibleText(child, text, depth + 1);
        text.append(block ? " " : "");
      }
    }
  }

  private static boolean isLeftOut(Element element) {
    return LEFT_OUT.contains(element.normalName())
        || LEFT_OUT_ROLES.contains(element.attr("role").toLowerCase(Locale.ROOT))
        || isHidden(element);
  }

  private static boolean isHidden(Element element) {
    if (element.hasAttr("hidden") || element.attr("aria-hidden").equalsIgnoreCase("true")) {
      return true;
    }
    String style = element.attr("style").toLowerCase(Locale.ROOT).replaceAll("\\s+", "");
    style = style.replace("!important", "");
    return !style.isEmpty()
        && (HIDING.matcher(style).find()
            || (WHITE_TEXT.matcher(style).find() && !OTHER_BACKGROUND.matcher(style).find()));
  }

  private void endLine() {
    sections.prose(SectionBuilder.plain(line.toString()));
    line.setLength(0);
  }
}
