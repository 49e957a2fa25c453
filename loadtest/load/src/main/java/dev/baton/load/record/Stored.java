package dev.baton.load.record;

/**
 * A message of a conversation's history.
 *
 * @param code whose key its text begins with, or {@link Keys#NONE}
 * @param text as it is stored
 */
public record Stored(long seq, long code, String text) {}
