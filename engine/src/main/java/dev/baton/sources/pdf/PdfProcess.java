package dev.baton.sources.pdf;

import dev.baton.sources.PdfReader;
import dev.baton.sources.PlainTextReader;
import dev.baton.sources.ReadResult;
import dev.baton.sources.SectionBuilder;
import dev.baton.sources.SourceLimits;
import dev.baton.sources.SourceText;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads each PDF in a Java process of its own, with little memory, a deadline, no environment and
 * bounded output, so that the worst PDF costs one source and never the server.
 */
public final class PdfProcess implements PdfReader {
  private static final Logger LOG = LoggerFactory.getLogger(PdfProcess.class);
  private static final int OUTPUT_BYTES_MAX = 4 * SourceLimits.CHARACTERS_MAX;
  private static final int KILLED = -1;

  private final Duration deadline;
  private final int heapMegabytes;

  public PdfProcess() {
    this(SourceLimits.PDF_DEADLINE, SourceLimits.PDF_HEAP_MEGABYTES);
  }

  PdfProcess(Duration deadline, int heapMegabytes) {
    this.deadline = deadline;
    this.heapMegabytes = heapMegabytes;
  }

  @Override
  public ReadResult read(byte[] pdf) {
    try {
      Path place = Files.createTempDirectory("baton-pdf");
      try {
        return read(Files.write(place.resolve("source.pdf"), pdf), place);
      } finally {
        delete(place);
      }
    } catch (IOException e) {
      LOG.error("No PDF can be read: the process cannot be started", e);
      return new ReadResult.Unreadable(
          "Baton could not read this PDF because the server is short of something. Read it again"
              + " later.");
    }
  }

  private ReadResult read(Path file, Path place) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command(file, place))
            .directory(place.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.environment().clear();
    Process process = builder.start();
    CompletableFuture.delayedExecutor(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .execute(process::destroyForcibly);
    byte[] output;
    int code;
    try (var stream = process.getInputStream()) {
      output = stream.readNBytes(OUTPUT_BYTES_MAX);
      code =
          process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)
              ? process.exitValue()
              : KILLED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      code = KILLED;
      output = new byte[0];
    } finally {
      process.destroyForcibly();
    }
    return code == PdfChild.DONE ? parsed(output) : new ReadResult.Unreadable(reason(code));
  }

  private List<String> command(Path file, Path place) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heapMegabytes + "m");
    command.addAll(
        List.of(
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:MaxDirectMemorySize=32m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.awt.headless=true",
            "-Djava.io.tmpdir=" + place,
            "-Duser.home=" + place,
            "-Dpdfbox.fontcache=" + place,
            "-cp",
            String.join(File.pathSeparator, classPath()),
            PdfChild.class.getName(),
            file.toString(),
            Integer.toString(SourceLimits.PAGES_MAX),
            Integer.toString(SourceLimits.CHARACTERS_MAX)));
    return command;
  }

  /** Only what reading needs: in the packaged server all of it is one file. */
  private static Set<String> classPath() {
    Set<String> places = new LinkedHashSet<>();
    for (Class<?> type :
        List.of(
            PdfChild.class,
            org.apache.pdfbox.Loader.class,
            org.apache.pdfbox.io.IOUtils.class,
            org.apache.fontbox.ttf.TrueTypeFont.class,
            org.apache.commons.logging.LogFactory.class,
            Logger.class)) {
      try {
        places.add(
            Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
      } catch (URISyntaxException e) {
        throw new IllegalStateException("a class came from no readable place: " + type, e);
      }
    }
    return places;
  }

  private static ReadResult parsed(byte[] output) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(output))) {
      String title = string(in);
      int pages = in.readInt();
      int parts = in.readInt();
      SectionBuilder sections = new SectionBuilder();
      StringBuilder text = new StringBuilder();
      int page = 0;
      for (int i = 0; i < parts; i++) {
        int on = in.readInt();
        int level = in.readInt();
        String part = string(in);
        if (on != page || level > 0) {
          flush(sections, text);
        }
        if (on != page) {
          sections.page(on);
          page = on;
        }
        if (level > 0) {
          sections.heading(level, part);
        } else {
          text.append(part).append("\n\n");
        }
      }
      flush(sections, text);
      return new ReadResult.Read(new SourceText(title, pages, sections.sections()));
    } catch (IOException e) {
      return new ReadResult.Unreadable(reason(PdfChild.DAMAGED));
    }
  }

  private static void flush(SectionBuilder sections, StringBuilder text) {
    PlainTextReader.readInto(sections, text.toString(), false);
    text.setLength(0);
  }

  private static String string(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("a length that cannot be");
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private static String reason(int code) {
    return switch (code) {
      case PdfChild.ENCRYPTED ->
          "This PDF is protected by a password. Save it without the password and add it again.";
      case PdfChild.COPYING_FORBIDDEN ->
          "This PDF forbids copying its text. Save it without that protection and add it again.";
      case PdfChild.SCANNED ->
          "This PDF holds only scanned pictures, no text. Run text recognition (OCR) over it and"
              + " add the result.";
      case PdfChild.TOO_MANY_PAGES ->
          "This PDF has more than "
              + SourceLimits.PAGES_MAX
              + " pages. Split it into parts and add those.";
      case PdfChild.DAMAGED ->
          "This PDF is damaged or was cut off. Open and save it again, then add the new file.";
      default ->
          "Reading this PDF took too much time or memory. Split it into parts, or save it as text.";
    };
  }

  private static void delete(Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
