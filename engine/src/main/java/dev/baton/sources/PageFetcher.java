package dev.baton.sources;

/**
 * Fetches one page from the web for a source. The only way out: whoever implements it answers for
 * where it connects to. Blocks, within a bounded time.
 */
public interface PageFetcher {
  FetchedPage fetch(String url);
}
