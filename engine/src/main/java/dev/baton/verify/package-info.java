/**
 * The live check: whether a journal keeps what Baton promises, judged by code that shares nothing
 * with the rules that wrote it.
 *
 * <p>Read {@link dev.baton.verify.JournalChecker} (feed it every record of a journal, in order),
 * then {@link dev.baton.verify.CheckReport} (what it found), then {@link
 * dev.baton.verify.CheckedConversation} (the fold of one conversation) and {@link
 * dev.baton.verify.Rule} (what can be broken).
 *
 * <p>Depends on nothing of Baton, on purpose: it reads the stored bytes as trees, never as events,
 * so that a fault in {@code conversation} cannot hide itself.
 *
 * <p>Guards: memory is that of one conversation, however long the journal; what cannot be read is
 * reported and never stops the check.
 *
 * <p>Tests: {@code dev.baton.verify}; each rule has a planted violation.
 */
@NullMarked
package dev.baton.verify;

import org.jspecify.annotations.NullMarked;
