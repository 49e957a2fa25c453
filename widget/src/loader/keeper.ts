import type { Kept, Unsent } from "../bridge/bridge.ts";

export interface Keeper {
  /** What is kept now, other tabs' writes included. */
  read(): Kept;
  /** The same, with its unsent messages now this tab's to send. */
  adopt(): Kept;
  keep(change: Partial<Kept>): void;
}

/**
 * What the iframe asks the host page to keep. Memory is the fallback where storage is blocked. Several tabs share one entry:
 * each takes away only the unsent messages that are its own to send, so no tab drops another's.
 */
export function keeperFor(workspace: string): Keeper {
  const name = `baton:${workspace}`;
  let kept: Kept = { session: null, outbox: [], seenSeq: 0 };
  let own: Unsent[] = [];

  const refresh = () => {
    try {
      const stored = JSON.parse(localStorage.getItem(name) as string);
      if (stored && Array.isArray(stored.outbox)) kept = stored;
    } catch {}
  };

  return {
    read() {
      refresh();
      return kept;
    },
    adopt() {
      refresh();
      own = kept.outbox;
      return kept;
    },
    keep(change) {
      refresh();
      if (change.outbox) {
        const gone = own.map((unsent) => unsent.key);
        own = change.outbox;
        change.outbox = kept.outbox.filter((unsent) => !gone.includes(unsent.key)).concat(own);
      }
      kept = { ...kept, ...change };
      try {
        localStorage.setItem(name, JSON.stringify(kept));
      } catch {}
    },
  };
}
