/**
 * The team's side: log in, lists, conversations, sources, settings, playground.
 *
 * <p>Read {@link dev.baton.http.inbox.InboxRoutes}, then {@link dev.baton.http.inbox.InboxSocket}.
 * Guards: every route begins with an operator or a key and touches only that workspace; unsafe
 * calls with a cookie come from our own pages. Tests: {@code InboxIntegrationTest}.
 */
@NullMarked
package dev.baton.http.inbox;

import org.jspecify.annotations.NullMarked;
