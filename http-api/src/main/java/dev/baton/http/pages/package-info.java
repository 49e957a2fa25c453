/**
 * The pages: inbox, widget, demo and API docs, each with the headers that keep it to itself.
 *
 * <p>Read {@link dev.baton.http.pages.PageRoutes}, then {@link dev.baton.http.pages.PageHeaders}.
 * The files come from the clients' builds. Guards: no page allows inline script or style; only the
 * sites that the workspace names may frame the widget. Tests: {@code PagesIntegrationTest}.
 */
@NullMarked
package dev.baton.http.pages;

import org.jspecify.annotations.NullMarked;
