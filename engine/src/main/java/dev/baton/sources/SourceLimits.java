package dev.baton.sources;

import java.time.Duration;

/** Every bound on reading sources, in one place. */
public final class SourceLimits {
  public static final int BYTES_MAX = 50 * 1024 * 1024;
  public static final int PAGES_MAX = 5_000;
  public static final int CHARACTERS_MAX = 20_000_000;
  public static final int PASSAGES_MAX = 50_000;
  public static final int TITLE_CHARACTERS_MAX = 200;
  public static final int NAME_CHARACTERS_MAX = 255;
  public static final int QUEUED_MAX = 1_000;

  /** How deep HTML or Markdown may nest before what lies deeper is left out. */
  public static final int NESTING_MAX = 200;

  public static final int CSV_ROWS_MAX = 50_000;

  public static final int PDF_HEAP_MEGABYTES = 256;
  public static final Duration PDF_DEADLINE = Duration.ofSeconds(20);

  private SourceLimits() {}
}
