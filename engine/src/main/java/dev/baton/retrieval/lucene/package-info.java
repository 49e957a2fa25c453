/**
 * The knowledge base on disk, and the only room that knows Lucene.
 *
 * <p>Read {@link dev.baton.retrieval.lucene.LuceneKnowledgeBase}; behind it stand {@code
 * WorkspaceIndex}, one index with its scores, and {@code SourceAnalyzer}, how text becomes words.
 *
 * <p>Depends on {@code identity}, {@code retrieval} and Lucene. Guards: one index for each
 * workspace, so that none is found from another; a question becomes words and never a query
 * language; the number of words, open indexes and their memory are bounded; what was put is found
 * when the call returns, and what is damaged is begun anew. Tests: {@code LuceneKnowledgeBaseTest}.
 */
@NullMarked
package dev.baton.retrieval.lucene;

import org.jspecify.annotations.NullMarked;
