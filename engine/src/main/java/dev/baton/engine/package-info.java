/**
 * The engine as one thing: what {@code http-api} and the command line talk to, and where its parts
 * are put together.
 *
 * <p>Read {@link dev.baton.engine.ChatEngine} (the facade), then {@link
 * dev.baton.engine.EngineSettings} and {@link dev.baton.engine.EngineLimits} (every bound in one
 * table). Depends on every other room; none depends on it. Guards: a part is started after what it
 * needs and stopped before it. Tests: {@code dev.baton.engine}.
 */
@NullMarked
package dev.baton.engine;

import org.jspecify.annotations.NullMarked;
