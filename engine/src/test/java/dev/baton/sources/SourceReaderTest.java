package dev.baton.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.retrieval.Block;
import dev.baton.retrieval.Section;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SourceReaderTest {
  private final SourceReader reader =
      new SourceReader(pdf -> new ReadResult.Unreadable("no PDF here"));

  @Test
  void readsMarkdownByItsStructure() {
    SourceText text =
        read(
            "manual.md",
            """
            ---
            draft: true
            ---
            # Manual

            Welcome to **Acme**, see [the site](https://acme.example/help).

            ## Invite a user

            To invite somebody:

            1. Open *Settings*.
            2. Choose Users:
               - by name
               - by mail
            3. Press Invite.

            | Plan | Price |
            |------|-------|
            | Free | 0 EUR |
            | Team | 9 EUR |

            ![tracker](http://evil.example/?q=1)
            <script>alert(1)</script>
            """);

    assertThat(text.title()).isEqualTo("Manual");
    assertThat(text.sections())
        .extracting(Section::headings)
        .containsExactly(List.of("Manual"), List.of("Manual", "Invite a user"));
    assertThat(all(text))
        .contains("Welcome to Acme, see the site (https://acme.example/help).")
        .contains("1. Open Settings.\n2. Choose Users: by name; by mail\n3. Press Invite.")
        .contains("- Free; Price: 0 EUR\n- Team; Price: 9 EUR")
        .doesNotContain("evil", "alert", "draft");
  }

  @Test
  void readsOnlyWhatAVisitorOfAPageSees() {
    SourceText text =
        read(
            "page.html",
            """
            <!doctype html><html><head><title>Returns – Acme</title><style>p{}</style></head><body>
            <header>Acme shop</header><nav><ul><li><a href="/a">Home</a></li></ul></nav>
            <h1>Returns</h1><p>Send it back within <b>14 days</b>.<br>We pay.</p>
            <p style="display: none">hidden-a</p><p style="color:#fff">hidden-b</p>
            <div aria-hidden="true">hidden-c</div><p hidden>hidden-d</p>
            <span style="font-size:1px">hidden-e</span><p style="position:absolute;left:-9999px">hidden-f</p>
            <div style="visibility:hidden"><p>hidden-g</p></div><!-- hidden-h -->
            <script>hidden_i()</script><template>hidden-j</template><noscript>hidden-k</noscript>
            <svg><foreignObject><p>hidden-l</p></foreignObject></svg><iframe srcdoc="hidden-m"></iframe>
            <h2>How to</h2><ol><li>Print the <a href="https://acme.example/label">label</a></li><li>Post it</li></ol>
            <table><tr><th>Size</th><th>Fee</th></tr><tr><td>S</td><td>2 EUR</td></tr></table>
            <footer>Imprint</footer></body></html>
            """);

    assertThat(text.title()).isEqualTo("Returns");
    assertThat(all(text))
        .contains("Send it back within 14 days. We pay.")
        .contains("1. Print the label\n2. Post it")
        .contains("- S; Fee: 2 EUR")
        .doesNotContain("hidden", "Home", "Imprint", "Acme shop", "<");
    assertThat(text.sections().getLast().headings()).containsExactly("Returns", "How to");
  }

  @Test
  void readsPlainTextWithItsHeadingsAndLists() {
    SourceText text =
        read(
            "notes.txt",
            "Opening hours\n\nWe are open\nfrom 9 to 5.\n\n* Monday\n* Tuesday\n\nClosed on Sundays.");

    assertThat(text.sections()).hasSize(1);
    assertThat(text.sections().getFirst().headings()).containsExactly("Opening hours");
    assertThat(text.sections().getFirst().blocks())
        .containsExactly(
            new Block.Prose("We are open from 9 to 5."),
            new Block.Listing(0, List.of("Monday", "Tuesday")),
            new Block.Prose("Closed on Sundays."));
  }

  @Test
  void readsQuestionsAndAnswersByHeaderOrByPlace() {
    String byHeader = "id,Answer,Question\n1,\"Yes, always.\",Is it free?\n2,,Skipped?\n";
    String byPlace = "Is it free?;Always.\nIs it open?;Yes.\n";

    assertThat(read("a.csv", byHeader).sections())
        .containsExactly(
            new Section(List.of("Is it free?"), null, List.of(new Block.Prose("Yes, always."))));
    assertThat(read("b.csv", byPlace).sections())
        .extracting(Section::headings)
        .containsExactly(List.of("Is it free?"), List.of("Is it open?"));
  }

  @Test
  void decodesOldOfficeTextButNoBrokenMarkdown() {
    byte[] latin = "Größe: 5 €, öffnen".getBytes(Charset.forName("windows-1252"));

    assertThat(all(((ReadResult.Read) reader.read(latin, "a.txt", null)).text()))
        .contains("Größe: 5 €, öffnen");
    assertThat(reason(latin, "a.md")).contains("UTF-8");
  }

  @Test
  void saysWhatToDoAboutWhatItCannotRead() {
    assertThat(reason(new byte[0], "a.txt")).contains("empty");
    assertThat(reason(new byte[] {'M', 'Z', 0, 0}, "a.pdf")).contains("kind of file");
    assertThat(reason(" \n\t ".getBytes(StandardCharsets.UTF_8), "a.txt")).contains("no text");
    assertThat(reason("one\ntwo\n".getBytes(StandardCharsets.UTF_8), "a.csv"))
        .contains("one column");
    assertThat(reason("a,\"b\nc".getBytes(StandardCharsets.UTF_8), "a.csv")).contains("quotation");
    assertThat(reason(new byte[SourceLimits.BYTES_MAX + 1], "a.txt")).contains("50 MB");
  }

  @Test
  void survivesPagesNestedWithoutEnd() {
    String html = "<html><div>".repeat(1) + "<div>".repeat(20_000) + "deep" + "<p>shallow</p>";
    String markdown = "> ".repeat(5_000) + "deep";
    String lists = "<ul><li>".repeat(3_000) + "deep";

    assertThat(reader.read(bytes(html), "a.html", null)).isNotNull();
    assertThat(reader.read(bytes(markdown), "a.md", null)).isNotNull();
    assertThat(reader.read(bytes(lists), "a.html", null)).isNotNull();
  }

  private SourceText read(String name, String content) {
    return ((ReadResult.Read) reader.read(bytes(content), name, null)).text();
  }

  private String reason(byte[] content, String name) {
    return ((ReadResult.Unreadable) reader.read(content, name, null)).reason();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String all(SourceText text) {
    return text.sections().stream()
        .flatMap(section -> section.blocks().stream())
        .map(Block::text)
        .collect(Collectors.joining("\n"));
  }
}
