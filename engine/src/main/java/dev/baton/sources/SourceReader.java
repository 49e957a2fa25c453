package dev.baton.sources;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bytes of a source into text by sections. Never throws for what is in the bytes: what
 * cannot be read becomes a sentence that says what to do about it. Safe for many threads.
 */
public final class SourceReader {
  private final PdfReader pdf;

  public SourceReader(PdfReader pdf) {
    this.pdf = pdf;
  }

  /**
   * Reads one source.
   *
   * @param name a file name or address, for its ending
   * @param contentType as a web server gave it
   */
  public ReadResult read(byte[] content, @Nullable String name, @Nullable String contentType) {
    if (content.length == 0) {
      return new ReadResult.Unreadable("This file is empty. Check the original and add it again.");
    }
    if (content.length > SourceLimits.BYTES_MAX) {
      return new ReadResult.Unreadable(
          "This file is larger than 50 MB. Split it into parts and add those.");
    }
    Optional<SourceFormat> format = SourceFormat.of(content, name, contentType);
    if (format.isEmpty()) {
      return new ReadResult.Unreadable(
          "Baton cannot read this kind of file. It reads PDF, HTML, Markdown, plain text and CSV;"
              + " save it as one of these and add it again.");
    }
    return checked(
        switch (format.get()) {
          case PDF -> pdf.read(content);
          case HTML -> text(content, HtmlReader.declaresWindows(content), HtmlReader::read);
          case MARKDOWN -> text(content, false, MarkdownReader::read);
          case PLAIN_TEXT -> text(content, true, PlainTextReader::read);
          case QUESTIONS_AND_ANSWERS -> questions(content);
        });
  }

  private static ReadResult questions(byte[] content) {
    return TextBytes.decoded(content, true)
        .map(QuestionsReader::read)
        .orElseGet(SourceReader::notText);
  }

  private static ReadResult text(
      byte[] content, boolean windowsAllowed, Function<String, SourceText> read) {
    return TextBytes.decoded(content, windowsAllowed)
        .<ReadResult>map(text -> new ReadResult.Read(read.apply(text)))
        .orElseGet(SourceReader::notText);
  }

  private static ReadResult notText() {
    return new ReadResult.Unreadable(
        "This file is not readable text: its characters are neither UTF-8 nor UTF-16. Save it with"
            + " the encoding UTF-8 and add it again.");
  }

  private static ReadResult checked(ReadResult result) {
    return switch (result) {
      case ReadResult.Read read when read.text().sections().isEmpty() ->
          new ReadResult.Unreadable(
              "There is no text in this source. Check the original and add it again.");
      case ReadResult.Read read -> read;
      case ReadResult.Unreadable unreadable -> unreadable;
    };
  }
}
