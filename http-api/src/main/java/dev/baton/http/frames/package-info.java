/**
 * JSON on the wire: what FRAMES.md says, and nothing else.
 *
 * <p>Read {@link dev.baton.http.frames.Json} (strict reading with limits), then {@link
 * dev.baton.http.frames.Wire} (what the engine knows, as the wire says it). Depends on the engine's
 * views. Guards: requests are strict and bounded; what a customer may not see is added only by the
 * methods for operators. Tests: {@code FixturesTest} holds both sides to {@code
 * http-api/protocol/fixtures}.
 */
@NullMarked
package dev.baton.http.frames;

import org.jspecify.annotations.NullMarked;
