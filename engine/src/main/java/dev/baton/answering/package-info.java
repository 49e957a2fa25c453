/**
 * What the agent says: an answer with citations, or why it cannot.
 *
 * <p>Read {@link dev.baton.answering.Agent}, then {@link dev.baton.answering.Outcome}. Depends on
 * {@code handoff}, {@code retrieval}. {@link dev.baton.answering.Citation} and {@link
 * dev.baton.answering.Why} are stored in the journal: they may gain nullable fields, and lose or
 * rename none.
 */
@NullMarked
package dev.baton.answering;

import org.jspecify.annotations.NullMarked;
