/**
 * How good the agent's retrieval and decisions are, measured on questions whose right treatment is
 * known.
 *
 * <p>Read {@link dev.baton.evaluation.Evaluation}: it asks the agent the questions of a {@link
 * dev.baton.evaluation.QuestionSet} and makes {@link dev.baton.evaluation.Verdict}s; {@link
 * dev.baton.evaluation.Measures} makes figures of those.
 *
 * <p>Depends on {@code answering}, {@code handoff}, {@code retrieval}, {@code identity}. Guards:
 * nothing here knows how the agent works: what is measured is what customers meet. Tests: {@code
 * MeasuresTest}, {@code EvaluationTest}.
 */
@NullMarked
package dev.baton.evaluation;

import org.jspecify.annotations.NullMarked;
