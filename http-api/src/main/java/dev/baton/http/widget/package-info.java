/**
 * The customer's side: a conversation begun, read, written to and followed, by a token that opens
 * that one only.
 *
 * <p>Read {@link dev.baton.http.widget.WidgetRoutes}, then {@link
 * dev.baton.http.widget.WidgetSocket}. Guards: no route names a conversation, so none can be
 * guessed; nothing made for operators is sent here. Tests: {@code WidgetIntegrationTest}.
 */
@NullMarked
package dev.baton.http.widget;

import org.jspecify.annotations.NullMarked;
