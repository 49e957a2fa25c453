import type { InboxClientFrame, InboxServerFrame } from "@baton/protocol";
import { ResumingSocket, type SocketEvents } from "@baton/protocol/resuming-socket";
import type { InboxApi } from "../transport/inbox-api.ts";
import { type PageStorage, pageStorage } from "../transport/page-storage.ts";

export type InboxSocket = Pick<
  ResumingSocket<InboxServerFrame, InboxClientFrame>,
  "connect" | "send" | "nudge" | "close"
>;

/** What the stores need of the world outside. Tests bring their own. */
export interface Ports {
  api(onSessionEnded: () => void): InboxApi;
  socket(events: SocketEvents<InboxServerFrame, InboxClientFrame>): InboxSocket;
  /** Kept for this tab: drafts and replies not sent. */
  tabStorage: PageStorage;
  /** Kept for this browser: what has been seen. */
  browserStorage: PageStorage;
  newKey(): string;
  pause(milliseconds: number): Promise<void>;
}

export function browserPorts(api: Ports["api"]): Ports {
  return {
    api,
    socket: (events) => new ResumingSocket(`${location.origin.replace(/^http/, "ws")}/api/v1/inbox/socket`, events),
    tabStorage: pageStorage(() => sessionStorage),
    browserStorage: pageStorage(() => localStorage),
    newKey: randomKey,
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  };
}

/** `crypto.randomUUID` exists only on secure origins; a self-hosted inbox may be served over plain HTTP on a local network. */
function randomKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
