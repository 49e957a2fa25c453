package dev.baton.sources;

/**
 * Reads a PDF into text by sections. Whoever implements it answers for a hostile PDF harming
 * nothing but its own reading.
 */
public interface PdfReader {
  ReadResult read(byte[] pdf);
}
