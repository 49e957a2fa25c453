package dev.baton.answering;

/**
 * Answers one inquiry, or says why a person must. Blocks; callers bound its time and its threads.
 * Safe for many threads.
 */
public interface Agent {
  Outcome answer(Inquiry inquiry);
}
