import type { WidgetSession } from "@baton/protocol/frames";
import type { Connect, HostPageInfo, Kept, Ready, ToFrame, ToPage, Unsent } from "../../bridge/bridge.ts";

export interface HostPage {
  kept: Kept;
  page: HostPageInfo | null;
  tell(message: ToPage): void;
  listen(hear: (message: ToFrame) => void): void;
}

const UNSENT_MAX = 50;
const URL_LENGTH_MAX = 2_000;
const TITLE_LENGTH_MAX = 200;

/** Meets the page that embeds this frame: only its own parent, and only the origin that the browser names, is heard or spoken to. */
export function meetHostPage(here: Window = window): Promise<HostPage> {
  const origin = originOf(here.document.referrer) ?? here.location.ancestorOrigins?.[0];
  if (here.parent === here || !origin) return Promise.resolve(alone());
  return new Promise((resolve) => {
    const hear = (event: MessageEvent) => {
      const port = event.ports[0];
      if (event.source !== here.parent || event.origin !== origin || !port || !isConnect(event.data)) return;
      here.removeEventListener("message", hear);
      resolve({
        kept: keptOf(event.data),
        page: pageOf(event.data.page),
        tell: (message) => port.postMessage(message),
        listen: (listener) => {
          port.onmessage = (said) => listener(said.data as ToFrame);
        },
      });
    };
    here.addEventListener("message", hear);
    const ready: Ready = { baton: 1, kind: "ready" };
    here.parent.postMessage(ready, origin);
  });
}

/** Opened in a tab of its own: a chat that lasts as long as the tab. */
function alone(): HostPage {
  return {
    kept: { session: null, outbox: [], seenSeq: 0 },
    page: null,
    tell: () => {},
    listen: (hear) => hear({ kind: "visible", on: true }),
  };
}

function isConnect(data: unknown): data is Connect {
  const said = data as Partial<Connect> | null;
  return said?.baton === 1 && said.kind === "connect";
}

/** The page's storage belongs to the page: anything may stand in it. */
function keptOf({ session, outbox, seenSeq }: Partial<Kept>): Kept {
  return {
    session: isSession(session) ? session : null,
    outbox: Array.isArray(outbox) ? outbox.filter(isUnsent).slice(0, UNSENT_MAX) : [],
    seenSeq: isSession(session) && Number.isInteger(seenSeq) ? (seenSeq as number) : 0,
  };
}

function isSession(value: WidgetSession | null | undefined): value is WidgetSession {
  return typeof value?.conversation === "string" && typeof value.token === "string";
}

function isUnsent(value: Unsent | null): value is Unsent {
  return typeof value?.text === "string" && typeof value.key === "string" && /^[\w-]{1,64}$/.test(value.key);
}

function pageOf(page: HostPageInfo | undefined): HostPageInfo | null {
  if (typeof page?.url !== "string" || typeof page.title !== "string") return null;
  return { url: page.url.slice(0, URL_LENGTH_MAX), title: page.title.slice(0, TITLE_LENGTH_MAX) };
}

function originOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).origin : undefined;
}
