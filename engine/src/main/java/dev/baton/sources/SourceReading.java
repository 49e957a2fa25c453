package dev.baton.sources;

/** Where the text of a source comes from: the stored original, or the web for a link. */
public final class SourceReading {
  private final SourceReader reader;
  private final PageFetcher fetcher;

  public SourceReading(SourceReader reader, PageFetcher fetcher) {
    this.reader = reader;
    this.fetcher = fetcher;
  }

  ReadResult read(Source source, byte[] content) {
    return switch (source.kind()) {
      case FILE -> reader.read(content, source.name(), null);
      case TEXT -> reader.read(content, "text.md", null);
      case LINK -> link(source.url() == null ? "" : source.url());
    };
  }

  private ReadResult link(String url) {
    return switch (fetcher.fetch(url)) {
      case FetchedPage.Refused refused -> new ReadResult.Unreadable(refused.reason());
      case FetchedPage.Fetched page ->
          reader.read(page.content(), path(page.url()), page.contentType());
    };
  }

  /** The path of an address: its ending may name the format, its query must not. */
  private static String path(String url) {
    int end = url.length();
    for (char mark : new char[] {'?', '#'}) {
      int at = url.indexOf(mark);
      end = at >= 0 && at < end ? at : end;
    }
    return url.substring(0, end);
  }
}
