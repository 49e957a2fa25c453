import type { WidgetSession } from "@baton/protocol/frames";

/** What host page and iframe say to each other: FRAMES.md section 4.3. */
export interface Unsent {
  key: string;
  text: string;
}

/** What the host page keeps for the iframe, which has no storage of its own on a foreign page. */
export interface Kept {
  session: WidgetSession | null;
  outbox: Unsent[];
  seenSeq: number;
}

export interface HostPageInfo {
  url: string;
  title: string;
}

export interface Ready {
  baton: 1;
  kind: "ready";
}

export interface Connect extends Kept {
  baton: 1;
  kind: "connect";
  page: HostPageInfo;
}

export type ToFrame = { kind: "visible"; on: boolean } | { kind: "ask"; text: string };

export type ToPage =
  | { kind: "store"; session: WidgetSession | null }
  | { kind: "outbox"; outbox: Unsent[] }
  | { kind: "unread"; count: number; seenSeq: number }
  | { kind: "close" };
