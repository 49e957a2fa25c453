/**
 * The people of the team: who they are, how they log in.
 *
 * <p>Read {@link dev.baton.operators.Operator}, then {@link dev.baton.operators.OperatorStore}.
 * Depends on {@code identity}. Guards: a password is stored as an Argon2id hash, a session or key
 * as the SHA-256 of its secret; neither can be read back.
 */
@NullMarked
package dev.baton.operators;

import org.jspecify.annotations.NullMarked;
