import type { EntriesPage, InboxClientFrame, InboxServerFrame, Problem } from "@baton/protocol";
import type { SocketEvents } from "@baton/protocol/resuming-socket";
import type { Ports } from "../src/store/ports.ts";
import { ApiError } from "../src/transport/api.ts";
import type { InboxApi } from "../src/transport/inbox-api.ts";
import type { PageStorage } from "../src/transport/page-storage.ts";
import { SESSION } from "./shapes.ts";

const never = (): Promise<never> => new Promise(() => {});
const PAUSES_AT_ONCE = 10;
export const COUNTS = { waiting: 2, mine: 0, agent: 0, team: 0, closed: 0 };
export const EMPTY_PAGE: EntriesPage = { entries: [], next: null, counts: COUNTS };

/** An API of which a test sets only the calls it is about; the others never answer. */
export const fakeApi = (calls: Partial<InboxApi> = {}): InboxApi => ({
  session: () => Promise.resolve(SESSION),
  logIn: never,
  logOut: () => Promise.resolve(),
  conversations: () => Promise.resolve(EMPTY_PAGE),
  conversation: never,
  reply: never,
  note: never,
  ownership: never,
  act: never,
  sources: never,
  addLink: never,
  addText: never,
  addFile: never,
  readAgain: never,
  removeSource: never,
  settings: never,
  saveSettings: never,
  threshold: never,
  moveThreshold: never,
  undoThreshold: never,
  replay: never,
  replayHistory: never,
  replayFile: never,
  flips: never,
  ask: never,
  ...calls,
});

export const refusal = (status: number, code: string, more: Partial<Problem> = {}): ApiError =>
  new ApiError(status, { type: "about:blank", title: code, status, detail: `${code} in words.`, code, ...more }, null);
export const unreachable = (): ApiError => new ApiError(0, null, null);

export function memory(): PageStorage & { kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    read: (name) => kept.get(name) ?? null,
    write: (name, value) => void (value === null ? kept.delete(name) : kept.set(name, value)),
  };
}

/** A world without a network: the test is the server's end of the socket. */
export class FakeWorld implements Ports {
  readonly sent: InboxClientFrame[] = [];
  readonly tabStorage = memory();
  readonly browserStorage = memory();
  events: SocketEvents<InboxServerFrame, InboxClientFrame> | null = null;
  endSession: () => void = () => {};
  private keys = 0;
  private pauses = 0;

  constructor(private readonly fake: InboxApi) {}

  api(onSessionEnded: () => void): InboxApi {
    this.endSession = onSessionEnded;
    return this.fake;
  }

  socket(events: SocketEvents<InboxServerFrame, InboxClientFrame>) {
    this.events = events;
    return {
      connect: () => events.onState("connecting"),
      send: (frame: InboxClientFrame) => this.sent.push(frame) > 0,
      nudge: () => {},
      close: () => events.onState("closed"),
    };
  }

  push(...frames: InboxServerFrame[]): void {
    for (const frame of frames) this.events?.onFrame(frame);
  }

  welcome(): void {
    this.push({ kind: "welcome", session: SESSION, counts: COUNTS });
  }

  newKey = (): string => `key_${++this.keys}`;
  /** The first pauses are over at once; what is repeated for ever rests then. */
  pause = (): Promise<void> => (this.pauses++ < PAUSES_AT_ONCE ? Promise.resolve() : never());
}

/** Lets every promise that is ready run. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
