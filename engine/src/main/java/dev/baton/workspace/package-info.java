/**
 * One company's account and its settings.
 *
 * <p>Read {@link dev.baton.workspace.Workspace}, then {@link
 * dev.baton.workspace.WorkspaceSettings}. Depends on {@code identity}. Guards: settings are
 * replaced as a whole, and only by whoever has read the latest version; no move of the handoff
 * threshold goes unrecorded.
 */
@NullMarked
package dev.baton.workspace;

import org.jspecify.annotations.NullMarked;
