import type { Problem } from "@baton/protocol/frames";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { reduce } from "../../../src/app/state/reduce.ts";
import { START, type WidgetEvent, type WidgetState } from "../../../src/app/state/widget-state.ts";
import { Sender } from "../../../src/app/transport/sender.ts";
import type { Outcome, WidgetApi } from "../../../src/app/transport/widget-api.ts";
import { own, status } from "../state/samples.ts";

let state: WidgetState;
let posts: { token: string; key: string; text: string }[];
let humanKeys: string[];
let rated: { key: string; seq: number; helpful: boolean }[];
let sessions: number;
let answers: Outcome<never>[];
let sender: Sender;

const dispatch = (event: WidgetEvent) => {
  state = reduce(state, event);
};
const write = (key: string) => {
  dispatch({ kind: "wrote", key, text: `text ${key}` });
  return sender.drain();
};
const unknown = (code: number, retryAfterMillis: number | null = null): Outcome<never> => ({
  kind: "unknown",
  status: code,
  retryAfterMillis,
});
const refused = (code: string, httpStatus: number): Outcome<never> => {
  const problem: Problem = { type: "", title: "", status: httpStatus, detail: "because", code };
  return { kind: "refused", problem };
};

beforeEach(() => {
  vi.useFakeTimers();
  state = START;
  posts = [];
  humanKeys = [];
  rated = [];
  sessions = 0;
  answers = [];
  const api: WidgetApi = {
    settings: async () => unknown(0),
    fetch: async () => unknown(0),
    begin: async () => {
      sessions++;
      return { kind: "done", value: { conversation: `cnv_${sessions}`, token: `t${sessions}`, expiresAt: "" } };
    },
    post: async (token, key, text) => {
      posts.push({ token, key, text });
      return (
        answers.shift() ?? { kind: "done", value: { message: own(state.lastSeq + 1, key), status: status("agent", 1) } }
      );
    },
    rate: async (_token, key, seq, helpful) => {
      rated.push({ key, seq, helpful });
      return answers.shift() ?? { kind: "done", value: { status: status("agent", 1) } };
    },
    askForHuman: async (_token, key) => {
      humanKeys.push(key);
      return answers.shift() ?? { kind: "done", value: { status: status("queue", 1) } };
    },
  };
  sender = new Sender(
    api,
    () => state,
    dispatch,
    () => null,
  );
});
afterEach(() => void vi.useRealTimers());

describe("the sender", () => {
  it("rates at once and with one key until it is known, and takes back what was refused", async () => {
    await write("a");
    answers = [unknown(503), refused("invalid_value", 400)];
    const rating = sender.rate(2, false);
    expect([...state.ratings]).toEqual([[2, false]]);
    await vi.runAllTimersAsync();
    await rating;
    expect(rated.map(({ seq, helpful }) => [seq, helpful])).toEqual([
      [2, false],
      [2, false],
    ]);
    expect(new Set(rated.map(({ key }) => key)).size).toBe(1);
    expect([...state.ratings]).toEqual([]);
  });

  it("begins one conversation, with the first message only", async () => {
    await sender.drain();
    expect(sessions).toBe(0);
    await Promise.all([write("a"), write("b"), sender.askForHuman()]);
    expect(sessions).toBe(1);
  });

  it("sends in order, one in flight, and again with the same key until it is known", async () => {
    answers = [unknown(0), unknown(503), unknown(500)];
    const done = write("a");
    void write("b");
    await vi.advanceTimersByTimeAsync(60_000);
    await done;

    expect(posts.map(({ key }) => key)).toEqual(["a", "a", "a", "a", "b"]);
    expect(state.outbox).toEqual([]);
    expect(state.messages.map(({ key }) => key)).toEqual(["a", "b"]);
  });

  it("waits as long as the server asks, even in a hurry", async () => {
    answers = [unknown(429, 20_000)];
    const done = write("a");
    await vi.advanceTimersByTimeAsync(19_000);
    sender.hurry();
    await vi.advanceTimersByTimeAsync(0);
    expect(posts).toHaveLength(1);
    expect(state.outbox[0]).toMatchObject({ progress: "delayed" });

    await vi.advanceTimersByTimeAsync(1_000);
    await done;
    expect(posts).toHaveLength(2);
  });

  it("tries at once when the network is back", async () => {
    answers = [unknown(0)];
    const done = write("a");
    await vi.advanceTimersByTimeAsync(0);
    sender.hurry();
    await done;
    expect(posts).toHaveLength(2);
  });

  it("leaves a refused message in place with its reason, and goes on with the next", async () => {
    answers = [refused("not_allowed", 403), refused("too_long", 413)];
    await write("a");
    await write("b");
    await write("c");

    expect(state.outbox).toMatchObject([
      { key: "a", progress: "refused", reason: "Not sent: because", retriable: true },
      { key: "b", progress: "refused", retriable: false },
    ]);
    expect(state.messages.map(({ key }) => key)).toEqual(["c"]);
  });

  it("begins anew when the session has expired, keeping unsent text and key", async () => {
    dispatch({ kind: "session_started", session: { conversation: "cnv_old", token: "old", expiresAt: "" } });
    answers = [refused("token_expired", 401)];
    await write("a");

    expect(posts.map(({ token, key }) => `${token} ${key}`)).toEqual(["old a", "t1 a"]);
    expect(state.session?.conversation).toBe("cnv_1");
  });

  it("does not begin anew for ever", async () => {
    answers = [refused("token_expired", 401), refused("token_expired", 401)];
    await write("a");
    expect(sessions).toBe(2);
    expect(state.outbox[0]?.progress).toBe("refused");
  });

  it("asks for a person once, with one key, however often it is pressed", async () => {
    answers = [unknown(503)];
    const done = sender.askForHuman();
    await vi.advanceTimersByTimeAsync(0);
    void sender.askForHuman();
    await vi.advanceTimersByTimeAsync(5_000);
    await done;

    expect(new Set(humanKeys).size).toBe(1);
    expect(state.status.owner).toBe("queue");
  });

  it("says why there is no person to be had", async () => {
    answers = [refused("handoff_off", 409)];
    await sender.askForHuman();
    expect(state.human).toEqual({ progress: "refused", reason: "The team does not take over conversations here." });
  });
});
