package dev.baton.retrieval;

/**
 * A passage found for a question.
 *
 * @param score how well it matches, 0 to 1, comparable between questions and sources
 */
public record Hit(Passage passage, double score) {}
