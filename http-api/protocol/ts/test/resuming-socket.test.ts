import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ResumingSocket } from "../src/resuming-socket.ts";

class FakeSocket {
  static made: FakeSocket[] = [];
  readyState = 1;
  sent: string[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  constructor() {
    FakeSocket.made.push(this);
  }
  send(data: string) {
    this.sent.push(data);
  }
  close() {
    this.onclose?.({ code: 1000 });
  }
}

let cursor: number;
let frames: unknown[];
let states: string[];
const start = () => {
  const socket = new ResumingSocket<{ kind: string }, { after: number }>(
    "ws://test",
    {
      onOpen: () => [{ after: cursor }],
      onFrame: (frame) => frames.push(frame),
      onState: (state) => states.push(state),
    },
    () => new FakeSocket() as unknown as WebSocket,
  );
  socket.connect();
  return socket;
};
const latest = () => FakeSocket.made.at(-1) as FakeSocket;

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.made = [];
  cursor = 0;
  frames = [];
  states = [];
});
afterEach(() => void vi.useRealTimers());

describe("a resuming socket", () => {
  it("says hello with the cursor of the moment on every connection", () => {
    start();
    latest().onopen?.();
    cursor = 7;
    latest().onclose?.({ code: 1012 });
    vi.advanceTimersByTime(500);
    latest().onopen?.();

    expect(FakeSocket.made.map((socket) => socket.sent)).toEqual([['{"after":0}'], ['{"after":7}']]);
  });

  it("waits longer after each failure, 15 s at most, and starts over once it has heard something", () => {
    start();
    for (let failure = 0; failure < 12; failure++) {
      latest().onclose?.({ code: 1006 });
      vi.advanceTimersByTime(15_000);
    }
    expect(FakeSocket.made).toHaveLength(13);
    latest().onmessage?.({ data: '{"kind":"welcome"}' });
    latest().onclose?.({ code: 1006 });
    vi.advanceTimersByTime(500);
    expect(FakeSocket.made).toHaveLength(14);
  });

  it("does not come back after a refusal or a close of its own", () => {
    start();
    latest().onmessage?.({ data: '{"kind":"problem","problem":{"status":401}}' });
    latest().onclose?.({ code: 1000 });
    vi.advanceTimersByTime(60_000);
    const other = start();
    other.close();
    vi.advanceTimersByTime(60_000);

    expect(FakeSocket.made).toHaveLength(2);
    expect(states).toEqual(["connecting", "refused", "connecting", "closed"]);
  });

  it("comes back after a problem that passes", () => {
    start();
    latest().onmessage?.({ data: '{"kind":"problem","problem":{"status":503}}' });
    latest().onclose?.({ code: 1000 });
    vi.advanceTimersByTime(500);

    expect(FakeSocket.made).toHaveLength(2);
  });

  it("survives what is no frame", () => {
    start();
    for (const data of ["not json", "null", "7", '{"kind":"status"}']) latest().onmessage?.({ data });

    expect(frames).toEqual([{ kind: "status" }]);
  });

  it("hears nothing more from a connection that it has given up", () => {
    const socket = start();
    const dead = latest();
    socket.restart();
    dead.onopen?.();
    dead.onmessage?.({ data: '{"kind":"late"}' });
    dead.onclose?.({ code: 1006 });
    vi.advanceTimersByTime(60_000);

    expect(FakeSocket.made).toHaveLength(2);
    expect(dead.sent).toEqual([]);
    expect(frames).toEqual([]);
  });

  it("queues nothing: a frame sent while closed is refused", () => {
    const socket = start();
    expect(socket.send({ after: 1 })).toBe(true);
    latest().onclose?.({ code: 1006 });
    expect(socket.send({ after: 1 })).toBe(false);
  });
});
