package dev.baton.retrieval;

/**
 * A telling word of a text as the index sees it: without its ending, and without the words that
 * every question has.
 *
 * @param word the word in the index's own form; equal words have equal forms
 * @param weight how telling it is in this workspace: its inverse document frequency, above 0
 * @param known whether any source of the workspace has it
 */
public record Term(String word, double weight, boolean known) {}
