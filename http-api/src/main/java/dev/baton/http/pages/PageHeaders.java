package dev.baton.http.pages;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.List;

/** What browsers are told about our pages. */
final class PageHeaders {
  private static final String OWN_CODE_ONLY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self';"
          + " form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; ";

  private PageHeaders() {}

  /** For the inbox: framed by nobody, opened by nobody. */
  static List<HttpHeader> inbox() {
    return List.of(
        header("Content-Security-Policy", OWN_CODE_ONLY + "frame-ancestors 'none'"),
        header("Cross-Origin-Opener-Policy", "same-origin"),
        header("Referrer-Policy", "no-referrer"),
        header("X-Content-Type-Options", "nosniff"));
  }

  /** For the widget's frame: framed by the given origins only. */
  static List<HttpHeader> widgetFrame(List<String> allowedSites) {
    String ancestors = allowedSites.isEmpty() ? "'none'" : String.join(" ", allowedSites);
    return List.of(
        header("Content-Security-Policy", OWN_CODE_ONLY + "frame-ancestors " + ancestors),
        header("Referrer-Policy", "no-referrer"),
        header("X-Content-Type-Options", "nosniff"));
  }

  /** For files that any site may load: the loader. */
  static List<HttpHeader> shared() {
    return List.of(
        header("Cross-Origin-Resource-Policy", "cross-origin"),
        header("X-Content-Type-Options", "nosniff"));
  }

  /**
   * For the demo page: a site of somebody else's, as strict as one may be with the widget on it.
   */
  static List<HttpHeader> demo(String batonOrigin) {
    return List.of(
        header(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self' "
                + batonOrigin
                + "; frame-src "
                + batonOrigin
                + "; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
        header("Referrer-Policy", "strict-origin-when-cross-origin"),
        header("X-Content-Type-Options", "nosniff"));
  }

  /** For text that is only read. */
  static List<HttpHeader> document() {
    return List.of(
        header(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'"),
        header("Referrer-Policy", "no-referrer"),
        header("X-Content-Type-Options", "nosniff"));
  }

  private static HttpHeader header(String name, String value) {
    return RawHeader.create(name, value);
  }
}
