package dev.baton.sources.pdf;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/** The lines of a PDF with what is needed to tell headings from text. */
final class PdfText extends PDFTextStripper {
  /**
   * One printed line.
   *
   * @param size the height of most of its letters, in tenths of a point
   * @param bold whether all its letters are bold
   * @param starts whether a paragraph begins with it
   */
  record Line(int page, String text, int size, boolean bold, boolean starts) {}

  private final int charactersMax;
  private final List<Line> lines = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private double sizes;
  private int letters;
  private boolean bold = true;
  private boolean starts = true;
  private int characters;

  PdfText(int charactersMax) {
    this.charactersMax = charactersMax;
  }

  List<Line> lines(PDDocument document) throws IOException {
    writeText(document, Writer.nullWriter());
    return lines;
  }

  @Override
  protected void writeString(String words, List<TextPosition> positions) {
    text.append(words);
    for (TextPosition position : positions) {
      if (!position.getUnicode().isBlank()) {
        sizes += position.getFontSizeInPt();
        letters++;
        String font =
            position.getFont() == null ? "" : String.valueOf(position.getFont().getName());
        bold &= font.contains("Bold") || font.contains("Black") || font.contains("bold");
      }
    }
  }

  @Override
  protected void writeWordSeparator() {
    text.append(' ');
  }

  @Override
  protected void writeLineSeparator() {
    finish();
  }

  @Override
  protected void writeParagraphStart() {
    starts = true;
  }

  @Override
  protected void writeParagraphEnd() {
    finish();
  }

  @Override
  protected void endPage(PDPage page) {
    finish();
    starts = true;
  }

  private void finish() {
    String line = text.toString().replaceAll("[\\s\\u00a0\\p{Cntrl}]+", " ").strip();
    if (!line.isEmpty() && characters < charactersMax) {
      characters += line.length();
      int size = letters == 0 ? 0 : (int) Math.round(sizes * 10 / letters);
      lines.add(new Line(getCurrentPageNo(), line, size, bold && letters > 0, starts));
      starts = false;
    }
    text.setLength(0);
    sizes = 0;
    letters = 0;
    bold = true;
  }
}
