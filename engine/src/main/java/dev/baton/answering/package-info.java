/**
 * What the agent says: an answer with citations, or why it cannot.
 *
 * <p>Read {@link dev.baton.answering.Agent}, then {@link dev.baton.answering.Outcome}. {@link
 * dev.baton.answering.SourcesAgent} is the agent: {@code Questions} takes a burst apart, {@code
 * AnswerComposer} cuts the reply out of the best passage, {@code Evidence} gathers what speaks for
 * it, {@link dev.baton.answering.AnswerConfidence} makes a probability of that.
 *
 * <p>Depends on {@code handoff}, {@code retrieval}. Guards: every word of an answer stands in a
 * cited passage; the same question against the same sources gives the same answer; what decides is
 * {@code HandoffPolicy} and nothing here. {@link dev.baton.answering.Citation} and {@link
 * dev.baton.answering.Why} are stored in the journal: they may gain nullable fields, and lose or
 * rename none. Tests: {@code SourcesAgentTest}, {@code AnswerComposerTest}.
 */
@NullMarked
package dev.baton.answering;

import org.jspecify.annotations.NullMarked;
