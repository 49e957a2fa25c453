/**
 * What the agent would make of past questions now: the grounds on which an admin chooses the
 * handoff threshold.
 *
 * <p>Read {@link dev.baton.replay.PastQuestion}: {@link dev.baton.replay.HistoryReader} finds them
 * in the journal, {@link dev.baton.replay.QuestionImport} in a file. {@link
 * dev.baton.replay.Replay} asks the agent each of them and labels its answer by what happened then;
 * {@link dev.baton.replay.ThresholdCurve} counts, {@link dev.baton.replay.Share} says how sure a
 * count is. {@link dev.baton.replay.Replays} runs them in the background.
 *
 * <p>Depends on {@code answering}, {@code conversation}, {@code handoff}, {@code identity}, {@code
 * inboxview}. Guards: nobody but the agent is asked, and nothing is said to any customer; the same
 * questions and sources give the same curve; a question counts as answered exactly where {@code
 * HandoffPolicy} would have it answered. Tests: {@code PastQuestionsTest}, {@code ReplayTest},
 * {@code ThresholdCurveTest}.
 */
@NullMarked
package dev.baton.replay;

import org.jspecify.annotations.NullMarked;
