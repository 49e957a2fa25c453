package dev.baton.sources;

/** How fetching a page ended. */
public sealed interface FetchedPage {

  /**
   * It is here.
   *
   * @param url where it finally was, after redirects
   * @param contentType as the server gave it, or empty
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once and never compared
  record Fetched(byte[] content, String url, String contentType) implements FetchedPage {}

  /**
   * It is not.
   *
   * @param reason a sentence that says what a person can do about it
   */
  record Refused(String reason) implements FetchedPage {}
}
