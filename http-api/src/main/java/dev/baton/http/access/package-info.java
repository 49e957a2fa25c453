/**
 * Who is calling, and how often they may.
 *
 * <p>Read {@link dev.baton.http.access.Access}, then {@link dev.baton.http.access.Secrets} and
 * {@link dev.baton.http.access.RateLimits}. Depends on the engine's stores. Guards: only hashes are
 * compared and stored; passwords are hashed a few at a time; unknown and known accounts cost the
 * same; limits are kept in bounded maps. Tests: {@code AccessTest}.
 */
@NullMarked
package dev.baton.http.access;

import org.jspecify.annotations.NullMarked;
