/**
 * The door: REST, WebSockets and pages over the engine. The only room that knows Akka HTTP.
 *
 * <p>Read {@link dev.baton.http.ChatRoutes} (the whole route tree on one screen), then {@code
 * widget} and {@code inbox}. {@link dev.baton.http.ChatServer} puts the parts together. What goes
 * over the wire is defined in {@code http-api/protocol/FRAMES.md} and made in {@code frames}; every
 * refusal is a problem of {@code problem}; who may do what is decided in {@code access}.
 *
 * <p>Depends on the engine's facade, views, replies and commands, never on events or states.
 * Guards: a secret is never in a URL or a log; the principal comes from the token, the cookie or
 * the key and never from content; everything that is read has a limit and a deadline.
 *
 * <p>Tests: {@code dev.baton.http} in the test tree, through a real port and a real database.
 */
@NullMarked
package dev.baton.http;

import org.jspecify.annotations.NullMarked;
