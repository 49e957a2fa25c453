package dev.baton.sources.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.retrieval.Block;
import dev.baton.retrieval.Section;
import dev.baton.sources.ReadResult;
import dev.baton.sources.SourceText;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.junit.jupiter.api.Test;

class PdfProcessTest {
  private final PdfProcess pdf = new PdfProcess();

  @Test
  void readsPagesHeadingsAndParagraphs() throws IOException {
    byte[] bytes;
    try (PDDocument document = new PDDocument()) {
      document.getDocumentInformation().setTitle("Acme manual");
      page(
          document,
          "Invoices",
          List.of(
              "Invoices are sent on the first day of each month, and the config-",
              "uration of their layout is in the settings of your account."));
      page(
          document,
          "Refunds",
          List.of("Refunds take up to fourteen days to arrive on your bank account."));
      bytes = saved(document);
    }

    SourceText text = ((ReadResult.Read) pdf.read(bytes)).text();

    assertThat(text.title()).isEqualTo("Acme manual");
    assertThat(text.pages()).isEqualTo(2);
    assertThat(text.sections()).extracting(Section::page).containsExactly(1, 2);
    assertThat(text.sections())
        .extracting(Section::headings)
        .containsExactly(List.of("Invoices"), List.of("Refunds"));
    assertThat(all(text)).contains("and the configuration of their layout is in the settings");
  }

  @Test
  void saysThatAPasswordProtectsIt() throws IOException {
    byte[] bytes;
    try (PDDocument document = new PDDocument()) {
      page(document, "Secret", List.of("Nobody may read this."));
      document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
      bytes = saved(document);
    }

    assertThat(reason(pdf.read(bytes))).contains("password");
  }

  @Test
  void respectsThatCopyingIsForbidden() throws IOException {
    byte[] bytes;
    try (PDDocument document = new PDDocument()) {
      page(document, "Secret", List.of("Nobody may copy this."));
      AccessPermission permission = new AccessPermission();
      permission.setCanExtractContent(false);
      document.protect(new StandardProtectionPolicy("owner", "", permission));
      bytes = saved(document);
    }

    assertThat(reason(pdf.read(bytes))).contains("forbids copying");
  }

  @Test
  void saysThatItHoldsOnlyPictures() throws IOException {
    byte[] bytes;
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage();
      document.addPage(page);
      BufferedImage scan = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.drawImage(LosslessFactory.createFromImage(document, scan), 10, 10);
      }
      bytes = saved(document);
    }

    assertThat(reason(pdf.read(bytes))).contains("only scanned pictures");
  }

  @Test
  void hasNoSectionsWhenItIsEmpty() throws IOException {
    byte[] bytes;
    try (PDDocument document = new PDDocument()) {
      document.addPage(new PDPage());
      bytes = saved(document);
    }

    assertThat(((ReadResult.Read) pdf.read(bytes)).text().sections()).isEmpty();
  }

  @Test
  void saysThatItWasCutOff() throws IOException {
    byte[] whole;
    try (PDDocument document = new PDDocument()) {
      page(document, "Invoices", List.of("Invoices are sent on the first."));
      whole = saved(document);
    }

    assertThat(reason(pdf.read(Arrays.copyOf(whole, 120)))).contains("cut off");
    assertThat(reason(pdf.read("%PDF-1.7 and then nothing".getBytes(StandardCharsets.US_ASCII))))
        .contains("damaged");
  }

  @Test
  void givesUpWithoutHarmWhenItTakesTooLong() throws IOException {
    byte[] bytes;
    try (PDDocument document = new PDDocument()) {
      page(document, "Slow", List.of("Too slow for a deadline of a millisecond."));
      bytes = saved(document);
    }

    ReadResult result = new PdfProcess(Duration.ofMillis(1), 64).read(bytes);

    assertThat(reason(result)).contains("too much time or memory");
  }

  @Test
  void givesUpWithoutHarmWhenItTakesTooMuchMemory() throws IOException {
    byte[] bytes;
    try (PDDocument document = new PDDocument()) {
      for (int i = 0; i < 400; i++) {
        page(document, "Page " + i, List.of("word ".repeat(15), "word ".repeat(15)));
      }
      bytes = saved(document);
    }

    ReadResult result = new PdfProcess(Duration.ofSeconds(20), 6).read(bytes);

    assertThat(reason(result)).contains("too much time or memory");
  }

  private static void page(PDDocument document, String heading, List<String> lines)
      throws IOException {
    PDPage page = new PDPage();
    document.addPage(page);
    try (PDPageContentStream content = new PDPageContentStream(document, page)) {
      content.beginText();
      content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA_BOLD), 20);
      content.newLineAtOffset(60, 700);
      content.showText(heading);
      content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 11);
      content.newLineAtOffset(0, -40);
      for (String line : lines) {
        content.showText(line);
        content.newLineAtOffset(0, -14);
      }
      content.endText();
    }
  }

  private static byte[] saved(PDDocument document) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    document.save(out);
    return out.toByteArray();
  }

  private static String reason(ReadResult result) {
    return ((ReadResult.Unreadable) result).reason();
  }

  private static String all(SourceText text) {
    return text.sections().stream()
        .flatMap(section -> section.blocks().stream())
        .map(Block::text)
        .collect(Collectors.joining("\n"));
  }
}
