import type { View } from "@baton/protocol";

/** Where the operator is. It lives in the hash, so that a reload, a link or a log-in in between comes back to the same place. */
export type Section = "conversations" | "sources" | "settings" | "playground";

export interface Route {
  section: Section;
  view: View;
  conversation: string | null;
}

export const VIEWS: readonly View[] = ["waiting", "mine", "agent", "team", "closed"];
export const FIRST_ROUTE: Route = { section: "conversations", view: "waiting", conversation: null };

const CONVERSATION = /^#\/c\/(cnv_[A-Za-z0-9_-]{1,100})$/;

/** What `hash` means for someone who stood at `from`: opening a conversation keeps the list beside it. */
export function routeOf(hash: string, from: Route): Route {
  const conversation = CONVERSATION.exec(hash)?.[1];
  if (conversation) return { section: "conversations", view: from.view, conversation };
  const name = hash.replace(/^#\/?/, "");
  const view = VIEWS.find((candidate) => candidate === name);
  if (view) return { section: "conversations", view, conversation: null };
  if (name === "sources" || name === "settings" || name === "playground") {
    return { section: name, view: from.view, conversation: null };
  }
  return { section: "conversations", view: from.view, conversation: null };
}

export const conversationHref = (conversation: string): string => `#/c/${conversation}`;
export const viewHref = (view: View): string => `#/${view}`;
export const sectionHref = (section: Section, view: View): string =>
  section === "conversations" ? viewHref(view) : `#/${section}`;
