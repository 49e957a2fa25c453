package dev.baton.sources.pdf;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/**
 * The process in which a PDF is opened, and nothing else is: it may run out of memory or time
 * without anybody noticing but {@link PdfProcess}. Arguments: the file, pages at most, characters
 * at most. Writes what it found to its output; its exit code says how it ended.
 */
public final class PdfChild {
  static final int DONE = 0;

  /** The code that the virtual machine itself uses when it runs out of memory. */
  static final int OUT_OF_MEMORY = 3;

  static final int ENCRYPTED = 10;
  static final int DAMAGED = 11;
  static final int TOO_MANY_PAGES = 12;
  static final int SCANNED = 13;
  static final int COPYING_FORBIDDEN = 14;

  private static final int PAGES_SEARCHED_FOR_PICTURES = 20;

  private PdfChild() {}

  public static void main(String[] arguments) {
    int code;
    try {
      code =
          run(
              new File(arguments[0]),
              Integer.parseInt(arguments[1]),
              Integer.parseInt(arguments[2]));
    } catch (InvalidPasswordException e) {
      code = ENCRYPTED;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      code = DAMAGED;
    }
    // Leaves even when a font or picture library has started threads.
    Runtime.getRuntime().halt(code);
  }

  private static int run(File file, int pagesMax, int charactersMax) throws IOException {
    try (PDDocument document = Loader.loadPDF(file, IOUtils.createTempFileOnlyStreamCache())) {
      if (!document.getCurrentAccessPermission().canExtractContent()) {
        return COPYING_FORBIDDEN;
      }
      int pages = document.getNumberOfPages();
      if (pages > pagesMax) {
        return TOO_MANY_PAGES;
      }
      List<PdfLayout.Part> parts = PdfLayout.of(new PdfText(charactersMax).lines(document));
      if (parts.isEmpty() && hasPictures(document)) {
        return SCANNED;
      }
      write(document, pages, parts);
      return DONE;
    }
  }

  private static void write(PDDocument document, int pages, List<PdfLayout.Part> parts)
      throws IOException {
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
    String title = document.getDocumentInformation().getTitle();
    string(out, title == null ? "" : title);
    out.writeInt(pages);
    out.writeInt(parts.size());
    for (PdfLayout.Part part : parts) {
      out.writeInt(part.page());
      out.writeInt(part.level());
      string(out, part.text());
    }
    out.flush();
  }

  private static void string(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static boolean hasPictures(PDDocument document) {
    int searched = 0;
    for (PDPage page : document.getPages()) {
      PDResources resources = page.getResources();
      if (resources != null) {
        for (COSName name : resources.getXObjectNames()) {
          if (resources.isImageXObject(name)) {
            return true;
          }
        }
      }
      if (++searched >= PAGES_SEARCHED_FOR_PICTURES) {
        break;
      }
    }
    return false;
  }
}
