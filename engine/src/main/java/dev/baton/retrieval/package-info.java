/**
 * Finding the passages that bear on a question.
 *
 * <p>Read {@link dev.baton.retrieval.Passage}, then {@link dev.baton.retrieval.KnowledgeBase}.
 * Depends on {@code identity}. Only {@code retrieval.lucene} knows Lucene.
 */
@NullMarked
package dev.baton.retrieval;

import org.jspecify.annotations.NullMarked;
