/**
 * Finding the passages that bear on a question.
 *
 * <p>Read {@link dev.baton.retrieval.Passage}, then {@link dev.baton.retrieval.KnowledgeBase}. A
 * source comes as {@link dev.baton.retrieval.Section}s of {@link dev.baton.retrieval.Block}s, and
 * {@link dev.baton.retrieval.PassageCutter} makes passages of them; {@link
 * dev.baton.retrieval.Sentences} knows where sentences end.
 *
 * <p>Depends on {@code identity}. Only {@code retrieval.lucene} knows Lucene. Guards: a passage
 * belongs to one source of one workspace and is never found from another; sentences are not cut.
 * Tests: {@code dev.baton.retrieval} in the test tree.
 */
@NullMarked
package dev.baton.retrieval;

import org.jspecify.annotations.NullMarked;
