package dev.baton.load.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A run as one page that needs nothing else: curves, costs and every figure. */
public final class Page {
  private static final String PLACE = "RESULT";

  private Page() {}

  /** The page of a run. */
  public static String of(ObjectNode result) {
    // A script element ends at "</", whatever stands around it.
    String data = result.toString().replace("</", "<\\/");
    String page = template();
    int place = page.indexOf(PLACE);
    return page.substring(0, place) + data + page.substring(place + PLACE.length());
  }

  private static String template() {
    try (InputStream in = Page.class.getResourceAsStream("page.html")) {
      if (in == null) {
        throw new IllegalStateException("the build lacks page.html");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
