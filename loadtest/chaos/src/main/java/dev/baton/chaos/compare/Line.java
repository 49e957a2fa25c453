package dev.baton.chaos.compare;

/**
 * One message as a reader finds it.
 *
 * @param author {@code customer}, {@code agent} or {@code operator}
 */
record Line(long seq, String author, String text) {}
